/** 签批审计: late, by the writer's own hand, or not at all. */
import { beforeAll, describe, expect, it } from 'vitest'
import { levelledPolicy, of, OrderRun, words } from '../../../house/order.ts'
import { HOUR } from '../calendar.ts'
import type { Policy } from '../policy/policy.ts'
import { signaturesOf } from './signing.ts'

const answer = { assignment: 1, isTrue: true, solved: 'solved', internal: words('已更换灯具'), public: words('已修好') }
const CENTRE = of('centre')
const UNIT = of('urban')
const HEAD = of('urban', 'unit_leader')

describe('signatures', () => {
  let policy: Policy
  beforeAll(async () => {
    policy = await levelledPolicy((pack) => {
      pack.signing = [
        { code: 'urgent', label: '紧急件先反馈', when: { in: { urgency: ['urgent'] } }, mode: 'screen', feedbackFirst: true },
        { code: 'normal', label: '网上签批', mode: 'screen' },
      ]
    })
  })

  const answered = (urgent = false) => {
    const marks = urgent ? [{ kind: 'urgent', by: 'agent', at: 0 as never }] : []
    const run = new OrderRun(policy, '2024-11-04T09:00', { matter: { marks } })
    run.do('dispatch', { lead: { unit: 'urban' } }, CENTRE).do('sign', { assignment: 1 }, UNIT)
    run.do('contact_citizen', { assignment: 1, result: 'connected', purpose: 'visit' }, UNIT)
    run.do('report_progress', { assignment: 1, kind: 'feedback', text: words('已到场'), tell: true }, UNIT)
    return run.wait(HOUR).do('reply', answer, UNIT)
  }
  const faults = (run: OrderRun) => signaturesOf(run.state, run.journal).map((s) => s.faults)
  const sign = (run: OrderRun) => run.wait(HOUR).do('approve', { assignment: 1, pass: true, sealed: true }, HEAD)

  it('signed before it goes up: nothing to list, and every hand is known', () => {
    const run = answered()
    expect(faults(run)).toEqual([[]])
    sign(run)
    const [signature] = signaturesOf(run.state, run.journal)
    expect(signature).toMatchObject({ written: { by: UNIT.name }, signed: { by: HEAD.name, at: run.now }, submitted: run.now, faults: [] })
  })
  it('gone up before it was signed: unsigned until then, late for ever', () => {
    const run = answered(true)
    expect(faults(run)).toEqual([['unsigned']])
    expect(faults(sign(run))).toEqual([['late']])
  })
  it('what the leader would not sign was never submitted as it stands', () => {
    const run = answered(true)
    run.do('approve', { assignment: 1, pass: false, why: words('请写清楚') }, HEAD)
    expect(faults(run)).toEqual([[]])
  })
  it('the writer’s own signature is listed, however it came to be there', () => {
    const run = sign(answered())
    const own = run.journal.map(({ event, at }) =>
      event.type === 'approved' ? { event: { ...event, approval: { ...event.approval, byUser: UNIT.user } }, at } : { event, at },
    )
    expect(signaturesOf(run.state, own).map((s) => s.faults)).toEqual([['same_hand']])
  })
  it('an answer sent back and written anew stands there twice', () => {
    const run = sign(answered())
    run.do('review', { assignment: 1, pass: false, reason: 'points', why: words('写明时间') }, CENTRE)
    run.do('reply', { ...answer, public: words('已于今日修好') }, UNIT)
    sign(run).do('review', { assignment: 1, pass: true }, CENTRE)
    expect(signaturesOf(run.state, run.journal).map((s) => s.reviewed?.passed)).toEqual([false, true])
  })
})
