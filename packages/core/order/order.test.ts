/** 工单: what each command does and what it refuses, in memory (given / when / then). */
import { beforeAll, describe, expect, it } from 'vitest'
import { levelledPolicy, member, of, OrderRun, words } from '../../../house/order.ts'
import { formatDue, HOUR, instantOf } from '../calendar.ts'
import type { Policy } from '../policy/policy.ts'
import { closeClock } from './state.ts'

const CENTRE = of('centre')
const URBAN = of('urban')
const DISTRICT = of('district')
const TOWN = of('district.town')
const TEAM = of('district.town.team')
const LEADER = of('urban', 'unit_leader')
const basis = { reason: 'duty', facts: words('核查事实'), basis: words('三定方案第三条'), suggested: 'market' }
const answer = { isTrue: true, solved: 'solved', internal: words('已更换灯具'), public: words('已修好') }

describe('an order', () => {
  let policy: Policy
  beforeAll(async () => {
    policy = await levelledPolicy((pack) => {
      for (const post of pack.posts) post.commands.push('order.review', 'order.waive')
    })
  })

  const pooled = (more: ConstructorParameters<typeof OrderRun>[2] = {}) => new OrderRun(policy, '2024-11-04T09:00', more)
  const sent = (lead = 'urban', assists: string[] = []) =>
    pooled().do('dispatch', { lead: { unit: lead }, assists: assists.map((unit) => ({ unit })) }, CENTRE)
  const working = (lead = 'urban', assists: string[] = []) => sent(lead, assists).do('sign', { assignment: 1 }, of(lead))
  const due = (run: OrderRun, no: number) => formatDue(closeClock(run.share(no))?.due ?? run.now)
  const stages = (run: OrderRun) => run.state.assignments.map((a) => `${a.unit} ${a.stage}`)
  /** Contacted, answered and signed off: the unit's whole share. */
  const answered = (run: OrderRun, no: number, unit: string) => {
    const at = of(unit)
    if (run.share(no).stage === 'sent') run.do('sign', { assignment: no }, at)
    run.do('contact_citizen', { assignment: no, result: 'connected', purpose: 'first' }, at).do('reply', { assignment: no, ...answer }, at)
    if (run.share(no).stage === 'signing') run.do('approve', { assignment: no, pass: true, sealed: true }, of(unit, 'unit_leader'))
    return run
  }

  describe('dispatch', () => {
    it('sends to a lead and assists, each under its own clocks; the centre’s own clock stops', () => {
      const run = sent('urban', ['market'])
      expect(stages(run)).toEqual(['urban sent', 'market sent'])
      expect(run.state).toMatchObject({ stage: 'dispatched', firstUnit: 'urban', dispatchClock: { stoppedAt: run.now } })
      expect(due(run, 1)).toBe('2024-11-11 周一 24:00')
      expect(run.share(2).clocks.contact).toBeUndefined()
    })
    it('tells the second dispatcher who was first', () => {
      expect(sent().give('dispatch', { lead: { unit: 'market' } }, of('centre', 'dispatcher'))).toMatchObject({ code: 'already' })
      expect(sent().give('dispatch', { lead: { unit: 'market' } }, CENTRE)?.message).toContain('示例市城市管理和综合执法局')
    })
    it('does not send twice to one unit', () => {
      const twice = { lead: { unit: 'urban' }, assists: [{ unit: 'urban' }] }
      expect(pooled().give('dispatch', twice, CENTRE)).toMatchObject({ code: 'already', field: 'assists' })
    })
    it('needs a deadline: the pack’s, or one that is filled in', async () => {
      const bare = await levelledPolicy((pack) => {
        pack.deadlines = pack.deadlines.filter((d) => d.clock !== 'close')
      })
      const run = new OrderRun(bare, '2024-11-04T09:00')
      expect(run.give('dispatch', { lead: { unit: 'urban' } }, CENTRE)).toMatchObject({ code: 'deadline', field: 'limit' })
      expect(run.state.stage).toBe('pooled')
      run.do('dispatch', { lead: { unit: 'urban', limit: { amount: 3, unit: 'workday' } } }, CENTRE)
      expect(due(run, 1)).toBe('2024-11-07 周四 24:00')
    })
    it('is held by whoever claimed it, as long as the lease runs', () => {
      const run = pooled().do('claim', {}, of('centre', 'dispatcher', 'a'))
      expect(run.give('dispatch', { lead: { unit: 'urban' } }, of('centre', 'dispatcher', 'b'))).toMatchObject({ code: 'held' })
      run.wait(16 * 60_000).do('dispatch', { lead: { unit: 'urban' } }, of('centre', 'dispatcher', 'b'))
    })
  })

  describe('recall', () => {
    it('takes back what nobody signed, with the unsigned assists; the unit never was the first', () => {
      const run = sent('urban', ['market']).do('recall', { assignment: 1 }, CENTRE)
      expect(stages(run)).toEqual(['urban recalled', 'market recalled'])
      expect(run.state).toMatchObject({ stage: 'pooled' })
      expect(run.state.firstUnit).toBeUndefined()
      expect(run.state.dispatchClock?.stoppedAt).toBeUndefined()
    })
    it('does not forget the first unit when a later one is taken back unsigned', () => {
      const run = working().do('request_return', { assignment: 1, ...basis }, URBAN)
      run.do('rule_return', { assignment: 1, granted: true, to: 'market' }, CENTRE).do('recall', { assignment: 2 }, CENTRE)
      expect(run.state.firstUnit).toBe('urban')
    })
    it('takes back one’s own submission before it is reviewed: the clock runs on as if it had not stopped', () => {
      const run = answered(working(), 1, 'urban')
      expect(run.state.stage).toBe('reviewing')
      run.wait(HOUR).do('recall', { assignment: 1 }, URBAN)
      expect(run.state.stage).toBe('working')
      expect(closeClock(run.share(1))?.stoppedAt).toBeUndefined()
      expect(due(run, 1)).toBe('2024-11-11 周一 24:00')
    })
  })

  describe('returns', () => {
    it('wants facts, basis and a unit; what it lacks leaves the order where it is and the clock running', () => {
      const run = working()
      expect(run.give('request_return', { assignment: 1, reason: 'duty' }, URBAN)).toMatchObject({ code: 'basis', field: 'facts' })
      expect(run.give('request_return', { assignment: 1, reason: 'duty', facts: words('核') }, URBAN)).toMatchObject({ field: 'basis' })
      expect(run.share(1).stage).toBe('working')
      expect(closeClock(run.share(1))?.stoppedAt).toBeUndefined()
    })
    it('granted to another unit: the first dispatch missed, the first unit stays on record', () => {
      const run = working().do('request_return', { assignment: 1, ...basis }, URBAN)
      run.do('rule_return', { assignment: 1, granted: true, to: 'market' }, CENTRE)
      expect(stages(run)).toEqual(['urban moved', 'market sent'])
      expect(run.state).toMatchObject({ firstWrong: true, firstUnit: 'urban', stage: 'dispatched' })
    })
    it('not granted: back to where it was filed from, and not a second time', () => {
      const run = sent().do('request_return', { assignment: 1, ...basis }, URBAN)
      expect(run.give('rule_return', { assignment: 1, granted: false }, CENTRE)).toMatchObject({ code: 'missing', field: 'note' })
      run.do('rule_return', { assignment: 1, granted: false, note: words('职责明确') }, CENTRE)
      expect(run.share(1).stage).toBe('sent')
      expect(run.give('request_return', { assignment: 1, ...basis }, URBAN)).toMatchObject({
        code: 'limit',
        instead: 'order.request_ruling',
      })
    })
    it('a third return of one order is impossible, also when two were filed at once', () => {
      const run = working('urban', ['market', 'police'])
      for (const [no, unit] of [
        [1, 'urban'],
        [2, 'market'],
        [3, 'police'],
      ] as const)
        run.do('request_return', { assignment: no, ...basis, suggested: 'land' }, of(unit))
      run.do('rule_return', { assignment: 2, granted: true }, CENTRE).do('rule_return', { assignment: 3, granted: true }, CENTRE)
      expect(run.give('rule_return', { assignment: 1, granted: true, to: 'land' }, CENTRE)).toMatchObject({ code: 'limit' })
    })
    it('after the pack’s time it is too late', () => {
      const run = working().at('2024-11-06T00:00')
      expect(run.give('request_return', { assignment: 1, ...basis }, URBAN)).toMatchObject({ code: 'expired' })
    })
  })

  describe('a disputed duty', () => {
    it('is ruled on by the level above; the ruling ends the dispute', () => {
      const run = working().do('request_ruling', { assignment: 1, text: words('边界不清'), suggested: 'market' }, URBAN)
      expect(run.give('request_ruling', { assignment: 1, text: words('边界不清') }, URBAN)).toMatchObject({ code: 'pending' })
      run.do('give_ruling', { assignment: 1, unit: 'market', basis: words('三定方案') }, CENTRE)
      expect(stages(run)).toEqual(['urban moved', 'market sent'])
      expect(run.give('request_return', { assignment: 2, ...basis, suggested: 'urban' }, of('market'))).toMatchObject({ code: 'limit' })
      expect(run.give('request_ruling', { assignment: 2, text: words('不服') }, of('market'))).toMatchObject({ code: 'limit' })
    })
  })

  describe('levels', () => {
    const below = () => {
      const run = sent('district').do('sub_dispatch', { assignment: 1, to: [{ unit: 'district.town' }] }, DISTRICT)
      return run.do('sub_dispatch', { assignment: 2, to: [{ unit: 'district.town.team' }] }, TOWN)
    }
    it('each level is due earlier than the one above', () => {
      const run = below()
      expect([1, 2, 3].map((no) => due(run, no))).toEqual(['2024-11-11 周一 24:00', '2024-11-08 周五 24:00', '2024-11-07 周四 24:00'])
      expect(stages(run)).toEqual(['district subbed', 'district.town subbed', 'district.town.team sent'])
    })
    it('goes back the way it came; each level looks at what comes up', () => {
      const run = answered(below(), 3, 'district.town.team')
      expect(run.give('review', { assignment: 3, pass: true }, CENTRE)).toMatchObject({ code: 'not_yours' })
      run.do('review', { assignment: 3, pass: true }, TOWN)
      expect(run.share(2).stage).toBe('working')
      run.do('reply', { assignment: 2, ...answer }, TOWN).do('review', { assignment: 2, pass: true }, DISTRICT)
      expect(stages(run).slice(0, 2)).toEqual(['district working', 'district.town accepted'])
      answered(run, 1, 'district')
      expect(run.state.stage).toBe('reviewing')
    })
    it('a street returns to its county, which sends it elsewhere below itself only', () => {
      const run = sent('district').do('sub_dispatch', { assignment: 1, to: [{ unit: 'district.town' }] }, DISTRICT)
      run.do('request_return', { assignment: 2, ...basis, suggested: 'district.east' }, TOWN)
      expect(run.give('rule_return', { assignment: 2, granted: true, to: 'district.east' }, CENTRE)).toMatchObject({ code: 'not_yours' })
      expect(run.give('rule_return', { assignment: 2, granted: true, to: 'market' }, DISTRICT)).toMatchObject({ code: 'unknown_code' })
      run.do('rule_return', { assignment: 2, granted: true, to: 'district.east' }, DISTRICT)
      expect(stages(run)).toEqual(['district subbed', 'district.town moved', 'district.east sent'])
      expect(run.state).toMatchObject({ firstWrong: false, firstUnit: 'district' })
    })
    it('what is moved takes everything below with it, and no clock of it runs on', () => {
      const run = below().do('redispatch', { assignment: 1, unit: 'urban', why: words('属城管') }, CENTRE)
      expect(stages(run)).toEqual(['district moved', 'district.town recalled', 'district.town.team recalled', 'urban sent'])
      const running = run.state.assignments.slice(0, 3).flatMap((a) => Object.values(a.clocks).filter((c) => c.stoppedAt === undefined))
      expect(running).toEqual([])
    })
    it('nobody gives more time than he has himself', () => {
      const run = below().do('sign', { assignment: 3 }, TEAM)
      run.do('request_extension', { assignment: 3, reason: 'works', text: words('需施工'), days: 5, told: true }, TEAM)
      expect(run.give('rule_extension', { assignment: 3, granted: true }, TOWN)).toMatchObject({ code: 'deadline' })
      run.at('2024-11-12T09:00')
      expect(run.give('rule_extension', { assignment: 3, granted: true }, TOWN)).toMatchObject({ code: 'deadline' })
    })
    it('sent back, a street has the pack’s minimum left, but never more than its county', () => {
      const run = sent('district').do('sub_dispatch', { assignment: 1, to: [{ unit: 'district.east' }] }, DISTRICT)
      answered(run.at('2024-11-08T10:00'), 2, 'district.east')
      run.at('2024-11-11T15:00').do('review', { assignment: 2, pass: false, reason: 'points', why: words('未附照片') }, DISTRICT)
      expect(run.share(2).stage).toBe('sent_back')
      expect(due(run, 2)).toBe('2024-11-11 周一 24:00')
    })
  })

  describe('assists', () => {
    it('the lead waits for them; waived, it need not', () => {
      const run = answered(working('urban', ['market']), 1, 'urban')
      expect(run.share(1).stage).toBe('waiting')
      expect(run.give('waive', { assignment: 1, why: words('x') }, CENTRE)).toMatchObject({ code: 'stage' })
      run.do('waive', { assignment: 2, why: words('不涉及') }, CENTRE)
      expect(stages(run)).toEqual(['urban submitted', 'market waived'])
      expect(run.state.stage).toBe('reviewing')
    })
    it('an assist sent back makes the lead wait again; its clock stays stopped', () => {
      const run = answered(answered(working('urban', ['market']), 1, 'urban'), 2, 'market')
      run.do('review', { assignment: 2, pass: false, reason: 'points', why: words('数据不全') }, CENTRE)
      expect(stages(run)).toEqual(['urban waiting', 'market sent_back'])
      expect(closeClock(run.share(1))?.stoppedAt).toBeDefined()
    })
  })

  describe('sign-off', () => {
    it('not by the writer, not without the seal', () => {
      const run = working().do('contact_citizen', { assignment: 1, result: 'connected', purpose: 'first' }, URBAN)
      run.do('reply', { assignment: 1, ...answer }, URBAN)
      const self = { ...LEADER, user: URBAN.user }
      expect(run.give('approve', { assignment: 1, pass: true, sealed: true }, self)).toMatchObject({ code: 'same_person' })
      expect(run.give('approve', { assignment: 1, pass: true }, LEADER)).toMatchObject({ code: 'unsigned' })
      expect(run.share(1).stage).toBe('signing')
    })
    it('urgent: fed back first and signed off afterwards, also when the centre was quicker', () => {
      const urgent = { matter: { marks: [{ kind: 'urgent', by: 'x', at: instantOf('2024-11-04T09:00') }] } }
      const run = pooled(urgent)
        .do('dispatch', { lead: { unit: 'urban' } }, CENTRE)
        .do('sign', { assignment: 1 }, URBAN)
      run
        .do('contact_citizen', { assignment: 1, result: 'connected', purpose: 'first' }, URBAN)
        .do('reply', { assignment: 1, ...answer }, URBAN)
      expect(run.state.stage).toBe('reviewing')
      run.do('review', { assignment: 1, pass: true }, CENTRE)
      expect(run.give('approve', { assignment: 1, pass: false, why: words('改') }, LEADER)).toMatchObject({ code: 'stage' })
      run.do('approve', { assignment: 1, pass: true, sealed: true }, LEADER)
      expect(run.share(1).replies.at(-1)?.approval).toMatchObject({ by: LEADER.name })
    })
  })

  describe('merge and split', () => {
    it('merged: the order ends, its requests go along with the date; those that left before do not', () => {
      const run = sent()
        .do('join', { request: member('r2', pooled().now) })
        .do('split', { request: 'r1', why: words('另案') }, CENTRE)
      run.facts = { orders: { other: { stage: 'working', number: '2' } } }
      run.do('merge', { into: 'other', why: words('同一件事') }, CENTRE)
      expect(run.state).toMatchObject({ stage: 'void', mergedInto: { order: 'other', number: '2' } })
      expect(stages(run)).toEqual(['urban recalled'])
      expect(run.journal.at(-1)?.event).toMatchObject({ type: 'merged', requests: ['r2'] })
      expect(run.state.members.every((m) => m.to === run.now)).toBe(true)
    })
    it('one request cannot be split from itself', () => {
      expect(sent().give('split', { request: 'r1', why: words('x') }, CENTRE)).toMatchObject({ code: 'stage' })
    })
  })

  describe('a superior platform', () => {
    it('its deadline holds when it is the earlier one: at dispatch, at an extension, and when it joins later', () => {
      const superiorDue = instantOf('2024-11-06T18:00')
      const first = pooled({ member: { superiorDue } }).do('dispatch', { lead: { unit: 'urban' } }, CENTRE)
      expect(due(first, 1)).toBe('2024-11-06 周三 18:00')
      first.do('sign', { assignment: 1 }, URBAN)
      first.do('request_extension', { assignment: 1, reason: 'works', text: words('施工'), days: 2, told: true }, URBAN)
      expect(first.give('rule_extension', { assignment: 1, granted: true }, CENTRE)).toMatchObject({ code: 'deadline' })

      const later = sent('district').do('sub_dispatch', { assignment: 1, to: [{ unit: 'district.town' }] }, DISTRICT)
      later.do('join', { request: member('r2', later.now, { superiorDue }) })
      expect([1, 2].map((no) => due(later, no))).toEqual(['2024-11-06 周三 18:00', '2024-11-06 周三 18:00'])
    })
    it('given an answer in time, sent back when the superior’s deadline has passed: the pack’s minimum is left, and no extension', () => {
      const superiorDue = instantOf('2024-11-06T18:00')
      const run = pooled({ member: { superiorDue } }).do('dispatch', { lead: { unit: 'urban' } }, CENTRE)
      run.do('sign', { assignment: 1 }, URBAN).at('2024-11-06T17:00')
      answered(run, 1, 'urban').at('2024-11-07T10:00')
      run.do('review', { assignment: 1, pass: false, reason: 'points', why: words('未说明原因') }, CENTRE)
      expect(due(run, 1)).toBe('2024-11-08 周五 24:00')
      run.do('request_extension', { assignment: 1, reason: 'works', text: words('施工'), days: 2, told: true }, URBAN)
      expect(run.give('rule_extension', { assignment: 1, granted: true }, CENTRE)).toMatchObject({ code: 'deadline' })
      run.do('join', { request: member('r2', run.now) })
      expect(due(run, 1)).toBe('2024-11-08 周五 24:00')
    })
    it('sent to another unit after it has passed: that unit has the pack’s time, and signing late gains nothing', () => {
      const superiorDue = instantOf('2024-11-06T18:00')
      const run = pooled({ member: { superiorDue } }).do('dispatch', { lead: { unit: 'urban' } }, CENTRE)
      run.at('2024-11-07T10:00').do('sign', { assignment: 1 }, URBAN)
      expect(due(run, 1)).toBe('2024-11-06 周三 18:00')
      run.do('redispatch', { assignment: 1, unit: 'market', why: words('改派') }, CENTRE)
      expect(due(run, 2)).toBe('2024-11-11 周一 24:00')
    })
  })

  describe('clocks', () => {
    it('a wait for somebody outside stops the clock when it is agreed and ends by itself at the pack’s longest', () => {
      const run = working().do('pause', { assignment: 1, reason: 'testing', text: words('等检测') }, URBAN)
      expect(closeClock(run.share(1))?.pausedAt).toBeUndefined()
      run.do('rule_pause', { assignment: 1, granted: true }, CENTRE)
      expect(run.give('reply', { assignment: 1, ...answer }, URBAN)).toMatchObject({ code: 'pending' })
      run.at('2024-12-05T00:00').tick()
      expect(closeClock(run.share(1))?.pausedAt).toBeUndefined()
      expect(run.share(1).pauses[0]?.endedAt).toBe(run.now)
    })
    it('an extension is asked for before expiry or not at all', () => {
      const ask = { assignment: 1, reason: 'works', text: words('需施工'), days: 3, told: true }
      const run = working().at('2024-11-12T00:00')
      expect(run.give('request_extension', ask, URBAN)).toMatchObject({ code: 'expired' })
      expect(working().give('request_extension', { ...ask, days: 6 }, URBAN)).toMatchObject({ code: 'too_long' })
      expect(working().give('request_extension', { ...ask, told: false }, URBAN)).toMatchObject({ code: 'missing', field: 'told' })
    })
    it('an alarm is raised once, and again only for a deadline that was moved', () => {
      const run = working().at('2024-11-11T09:00').tick().tick()
      const near = () => run.state.alarms.filter((a) => a.clock === 'close' && a.level === 'near')
      expect(near()).toHaveLength(1)
      run.do('request_extension', { assignment: 1, reason: 'works', text: words('施工'), days: 5, told: true }, URBAN)
      run.do('rule_extension', { assignment: 1, granted: true }, CENTRE).tick()
      expect(near()).toHaveLength(1)
      run.at('2024-11-18T12:00').tick()
      expect(near()).toHaveLength(2)
    })
  })

  it('a redo is another round with its own clock; the answers of the first stay', () => {
    const run = answered(working(), 1, 'urban').do('review', { assignment: 1, pass: true }, CENTRE)
    run.at('2024-11-08T10:00').do('redo', { requests: ['r1'], reason: 'result', by: '审核员' })
    expect(run.state.rounds).toHaveLength(2)
    expect(run.share(2).clocks.redo).toBeDefined()
    run.do('sign', { assignment: 2 }, URBAN).do('contact_citizen', { assignment: 2, result: 'connected', purpose: 'first' }, URBAN)
    expect(run.give('reply', { assignment: 2, ...answer }, URBAN)).toMatchObject({ code: 'missing', field: 'plan' })
    expect(run.give('reply', { assignment: 2, ...answer, plan: words('换方案') }, URBAN)).toMatchObject({ code: 'unchanged' })
    expect(run.give('sign', { assignment: 1 }, URBAN)).toBeDefined()
  })

  it('a void order owes nothing: no clock runs, no timer is wanted', () => {
    const run = pooled().do('void', { reason: 'test' }, of('centre', 'supervisor_shift'))
    expect(run.state.dispatchClock?.stoppedAt).toBe(run.now)
    expect(run.state.stage).toBe('void')
  })

  it('signing twice tells the second who was first', () => {
    expect(working().give('sign', { assignment: 1 }, of('urban', 'liaison', '李'))).toMatchObject({ code: 'already' })
    expect(working().give('sign', { assignment: 1 }, URBAN)?.message).toContain(URBAN.name)
  })
})
