/** 短信: which events want something said, to whom, until when, and in which words. */
import { beforeAll, describe, expect, it } from 'vitest'
import { levelledPolicy, of, OrderRun } from '../../../house/order.ts'
import type { Policy } from '../policy/policy.ts'
import { type Occasion } from '../policy/schema.ts'
import { isMobile, messagesWanted, stillWanted, wordsOf } from './wanted.ts'

const occasion = (more: Partial<Occasion>): Occasion => ({
  code: 'unsigned',
  label: '催签',
  event: { clock: 'sign', level: 'over' },
  posts: ['liaison'],
  text: '工单{number}',
  send: true,
  assumed: true,
  ...more,
})

describe('what is wanted', () => {
  let policy: Policy
  beforeAll(async () => {
    policy = await levelledPolicy()
  })
  const withOccasions = (...messages: Occasion[]): Policy => ({ ...policy, pack: { ...policy.pack, messages } })
  const sent = () => new OrderRun(policy, '2024-11-04T09:00').do('dispatch', { lead: { unit: 'urban' }, assists: [] }, of('centre'))
  const late = (run: OrderRun, at = run.share(1).clocks.sign?.due ?? run.now) =>
    ({ type: 'alarmed', assignment: 1, clock: 'sign', level: 'over', due: at, to: 'unit', at }) as const

  it('given a late signature, when the occasion is on, then its posts are pressed; off, or of another clock, nobody is', () => {
    const run = sent()
    const wanted = (...all: Occasion[]) => messagesWanted('order', run.state, late(run), withOccasions(...all))
    expect(wanted(occasion({}))).toEqual([
      {
        occasion: 'unsigned',
        to: { unit: 'urban', posts: ['liaison'], user: undefined },
        order: run.state.id,
        number: run.state.number,
        due: expect.stringMatching(/^2024-11-0\d 周/) as string,
        clock: { assignment: 1, clock: 'sign', due: run.share(1).clocks.sign?.due },
      },
    ])
    expect(wanted(occasion({ send: false }), occasion({ event: { clock: 'sign', level: 'near' } }))).toEqual([])
    expect(wanted(occasion({ event: 'replied' }), occasion({ when: { in: { type: ['no such type'] } } }))).toEqual([])
    expect(messagesWanted('order', run.state, late(run), { ...policy, pack: { ...policy.pack, messages: undefined } })).toEqual([])
    // The centre's own clock of dispatching presses no unit.
    expect(messagesWanted('order', run.state, { ...late(run), assignment: 0 } as never, withOccasions(occasion({})))).toEqual([])
  })

  it('given somebody was pressed, when he has signed or the order was taken back, then it is not worth saying any more', () => {
    const run = sent()
    const told = late(run)
    expect(stillWanted(run.state, told)).toBe(true)
    expect(stillWanted(run.state, { ...told, due: run.now })).toBe(false)
    expect(stillWanted(sent().do('recall', { assignment: 1 }, of('centre')).state, told)).toBe(false)
    expect(stillWanted(run.do('sign', { assignment: 1 }, of('urban')).state, told)).toBe(false)
  })

  it('given an answer, then the person is told it, and of a confidential request nothing is said', () => {
    const request = {
      id: 'r',
      number: '241104-0001',
      type: 'help',
      category: 'c',
      categoryPath: ['c'],
      channel: 'phone',
      medium: 'phone',
      marks: [],
      place: {},
      requester: { kind: 'firm' },
    }
    const event = { type: 'replied', order: 'o', text: { id: 't', digest: '', size: 3 } }
    const firms = withOccasions(occasion({ code: 'answer', event: 'replied', when: { in: { enterprise: [true] } } }))
    const wanted = (state: object) => messagesWanted('request', state, event, firms)
    expect(wanted(request)).toEqual([{ occasion: 'answer', to: { request: 'r' }, order: 'o', number: '241104-0001', answer: 't' }])
    expect(wanted({ ...request, requester: { kind: 'person' } })).toEqual([])
    expect(wanted({ ...request, confidential: true })).toEqual([])
  })
})

describe('the words', () => {
  it('have no hole left, and a long answer is cut', () => {
    const filling = { number: '241104-0001', centre: '热线中心', due: '2024-11-05', unit: '城管局' }
    expect(wordsOf('【{centre}】{unit}：{number}，{due}。{answer}', filling)).toBe('【热线中心】城管局：241104-0001，2024-11-05。')
    expect(wordsOf('{answer}', { ...filling, answer: '好'.repeat(400) })).toBe(`${'好'.repeat(300)}……`)
  })
  it('go to mobile numbers only', () => {
    expect(['13907320000', '19912345678'].map(isMobile)).toEqual([true, true])
    expect(['073155550000', '1390732000', '12345', '+85291234567'].map(isMobile)).toEqual([false, false, false, false])
  })
})
