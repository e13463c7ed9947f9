/** What units and the centre do with one order: each step puts the next into the agenda. A command that is refused ends the thread: the world moved on. */
import { addLength, plus } from '@huying/core/calendar'
import { DAY, HOUR, MINUTE } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import { closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { nextBlock } from '@huying/core/visit/blocks'
import { awaitsReview, type Visit } from '@huying/core/visit/state'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Engine } from './engine.ts'
import { HABITS } from './habits.ts'
import type { People } from './people.ts'
import type { Random } from './random.ts'
import { fill, type Frame, type Spot, type Texts } from './texts.ts'

export class Handling {
  constructor(
    private readonly engine: Engine,
    private readonly policy: Policy,
    private readonly texts: Texts,
    private readonly people: People,
    private readonly random: Random,
  ) {}

  dispatch(order: Order, frame: Frame, spot: Spot) {
    if (order.stage !== 'pooled') return
    const unit = this.random.chance(HABITS.wrongFirst) ? this.wrongUnit(order) : (order.proposal?.unit ?? this.county(spot))
    if (this.act(this.people.centre('dispatcher', 4), order, 'dispatch', { lead: { unit } })) this.arrive(order.id, frame, spot)
  }

  /** The lead has it on its desk: signs, or says that it is not his. */
  private arrive(id: string, frame: Frame, spot: Spot) {
    const lead = this.lead(id)
    if (!lead) return
    const late = this.random.chance(HABITS.signLate)
    this.at(late ? plus(lead.clocks.sign?.due ?? this.engine.now, HOUR) : this.office(10, 100), () => {
      const order = this.order(id)
      const now = this.lead(id)
      if (!order || now?.stage !== 'sent') return
      const proper = order.proposal?.unit
      if (proper && now.unit !== proper && order.firstUnit === now.unit) return this.giveBack(order, frame, spot, proper)
      if (this.act(this.liaison(now.unit), order, 'sign', { assignment: now.no })) this.handle(id, frame, spot)
    })
  }

  private giveBack(order: Order, frame: Frame, spot: Spot, proper: string) {
    const lead = leadOf(order)
    if (!lead) return
    const { facts, basis } = this.random.pick(
      this.texts.returns.length
        ? this.texts.returns
        : [{ facts: '经核查，该处不属本单位管理范围。', basis: '本单位职责规定中没有该事项。' }],
    )
    const asked = this.act(this.liaison(lead.unit), order, 'request_return', {
      assignment: lead.no,
      reason: this.policy.pack.returns.reasons[0]?.code,
      facts,
      basis,
      suggested: proper,
    })
    if (!asked) return
    this.at(this.office(10, 60), () => {
      const ruled = this.act(this.people.centre('dispatcher', 4), this.order(order.id), 'rule_return', {
        assignment: lead.no,
        granted: true,
        to: proper,
      })
      if (ruled) this.arrive(order.id, frame, spot)
    })
  }

  /** Signed: a county hands it down, everybody calls the person, and an answer follows before (mostly) the deadline. */
  private handle(id: string, frame: Frame, spot: Spot) {
    const lead = this.lead(id)
    const due = lead && closeClock(lead)?.due
    if (!lead || !due) return
    const below = this.random.chance(HABITS.subDispatch) ? this.below(lead.unit, spot) : undefined
    const liaison = this.liaison(lead.unit)
    if (below && this.act(liaison, this.order(id), 'sub_dispatch', { assignment: lead.no, to: [{ unit: below }] })) {
      this.at(this.office(20, 200), () => this.handleBelow(id, below, frame, spot))
      return
    }
    this.at(this.office(15, 240), () => this.talk(id, lead.no, liaison, 'first'))
    if (this.random.chance(HABITS.extension)) this.at(plus(due, -6 * HOUR), () => this.extend(id, lead.no))
    const left = due - this.engine.now
    const finish = this.random.chance(HABITS.late)
      ? plus(due, this.random.between(1, 20) * HOUR)
      : plus(this.engine.now, left * (0.15 + 0.7 * this.random.next()))
    this.at(this.workingMoment(finish), () => this.answer(id, lead.no, frame, spot))
  }

  private handleBelow(id: string, unit: string, frame: Frame, spot: Spot) {
    const child = this.order(id)
      ?.assignments.filter((a) => a.unit === unit)
      .at(-1)
    if (!child) return
    const clerk = this.liaison(unit)
    if (!this.act(clerk, this.order(id), 'sign', { assignment: child.no })) return
    this.at(this.office(15, 200), () => this.talk(id, child.no, clerk, 'first'))
    const due = closeClock(child)?.due ?? plus(this.engine.now, DAY)
    const finish = this.workingMoment(plus(this.engine.now, Math.max(HOUR, (due - this.engine.now) * (0.2 + 0.6 * this.random.next()))))
    this.at(finish, () => {
      this.talk(id, child.no, clerk, 'feedback')
      if (!this.reply(id, child.no, clerk, frame, spot)) return
      this.signOff(id, child.no, unit)
      this.at(this.office(20, 120), () => {
        const parent = this.lead(id)
        if (!parent) return
        this.act(this.reviewer(parent.unit), this.order(id), 'review', { assignment: child.no, pass: true })
        this.answer(id, parent.no, frame, spot)
      })
    })
  }

  private answer(id: string, no: number, frame: Frame, spot: Spot) {
    const order = this.order(id)
    const a = order?.assignments.find((x) => x.no === no)
    if (!order || !a) return
    const clerk = this.liaison(a.unit)
    if (order.praise) {
      this.talk(id, no, clerk, 'thanks')
      this.act(clerk, this.order(id), 'report_progress', { assignment: no, kind: 'circular', text: '已在单位内部通报表扬。' })
    } else {
      for (const purpose of ['feedback', 'visit'] as const) this.talk(id, no, clerk, purpose)
    }
    if (!this.reply(id, no, clerk, frame, spot)) return
    this.signOff(id, no, a.unit)
    this.at(this.office(20, 240), () => {
      const reviewer = this.people.centre('dispatch_review', 3)
      if (this.random.chance(HABITS.sentBack)) {
        const back = this.act(reviewer, this.order(id), 'review', { assignment: no, pass: false, why: '答复没有说明何时完成，请补充。' })
        if (back) this.at(this.office(60, 400), () => this.answer(id, no, frame, spot))
      } else if (this.act(reviewer, this.order(id), 'review', { assignment: no, pass: true })) {
        this.visitAll(id, frame, spot)
      }
    })
  }

  private reply(id: string, assignment: number, clerk: Actor, frame: Frame, spot: Spot): boolean {
    const round = this.order(id)?.rounds.length ?? 1
    const say = (s: string) => fill(s, spot, this.texts, this.random)
    const solved = this.random.weighted([
      ['solved', 88],
      ['explained', 6],
      ['partly', 4],
      ['unsolved', 2],
    ] as const)
    const unsolvedReason = solved === 'solved' ? {} : { unsolvedReason: this.policy.pack.handling.unsolvedReasons[0]?.code }
    const again = round > 1 ? { plan: '重新上门核实，逐项列出整改内容和完成时间，由分管负责人盯办。' } : {}
    const publicText = round > 1 ? `经重新办理，${say(frame.public)}` : say(frame.public)
    return this.act(clerk, this.order(id), 'reply', {
      assignment,
      isTrue: true,
      solved,
      ...unsolvedReason,
      ...again,
      internal: say(frame.internal),
      public: publicText,
    })
  }

  private signOff(id: string, assignment: number, unit: string) {
    this.act(this.people.unit('unit_leader', unit), this.order(id), 'approve', { assignment, pass: true, sealed: true })
  }

  private extend(id: string, assignment: number) {
    const order = this.order(id)
    const a = order?.assignments.find((x) => x.no === assignment)
    const reason = this.policy.pack.extensions.reasons[0]?.code
    if (
      !a ||
      !this.act(this.liaison(a.unit), order, 'request_extension', {
        assignment,
        reason,
        text: '需现场施工，材料已订，预计三日内完成。',
        days: this.random.between(1, 3),
        told: true,
      })
    )
      return
    this.at(plus(this.engine.now, 30 * MINUTE), () =>
      this.act(this.people.centre('dispatcher', 4), this.order(id), 'rule_extension', { assignment, granted: true }),
    )
  }

  private talk(id: string, assignment: number, clerk: Actor, purpose: 'first' | 'feedback' | 'visit' | 'thanks') {
    this.act(clerk, this.order(id), 'contact_citizen', {
      assignment,
      result: this.random.chance(0.93) ? 'connected' : 'no_answer',
      purpose,
    })
    const a = this.order(id)?.assignments.find((x) => x.no === assignment)
    if (a?.contacts.at(-1)?.result === 'no_answer')
      this.act(clerk, this.order(id), 'contact_citizen', { assignment, result: 'connected', purpose })
  }

  private visitAll(id: string, frame: Frame, spot: Spot) {
    for (const member of this.order(id)?.members ?? []) {
      const visit = this.engine.state<ServiceRequest>('request', member.id)?.visit
      if (visit)
        this.at(plus(nextBlock(this.engine.now, this.policy.pack.visit.blocks.value), this.random.between(1, 55) * MINUTE), () =>
          this.visit(visit, frame, spot),
        )
    }
  }

  private visit(id: string, frame: Frame, spot: Spot) {
    const caller = this.people.centre('visitor', 5)
    if (!this.engine.perform(caller, 'visit', 'start', id, {}).ok) return
    if (!this.random.chance(HABITS.reached)) {
      this.engine.perform(caller, 'visit', 'unreached', id, { reason: this.policy.pack.visit.unreachedReasons[0]?.code })
      const again = this.engine.state<Visit>('visit', id)
      if (again?.stage === 'again') this.at(plus(again.notBefore, this.random.between(1, 60) * MINUTE), () => this.visit(id, frame, spot))
      return
    }
    const scale = this.policy.pack.visit.scale.value
    const pleased = this.random.chance(HABITS.satisfied)
    const grade = this.random.pick(scale.filter((g) => g.satisfied === pleased))
    const said = this.texts.visit.filter((w) => w.satisfied === pleased)
    const reasons = pleased ? {} : { reasons: [this.policy.pack.visit.dissatisfiedReasons[0]?.code] }
    const solved = this.random.chance(pleased ? HABITS.solved + 0.08 : 0.4) ? 'solved' : 'unsolved'
    const words = said.length ? { words: this.random.pick(said).words } : {}
    this.engine.perform(caller, 'visit', 'record', id, {
      contacted: this.random.chance(0.98),
      solved,
      satisfied: grade.code,
      ...reasons,
      ...words,
    })
    const done = this.engine.state<Visit>('visit', id)
    if (done && awaitsReview(done)) this.at(this.office(10, 60), () => this.judge(done, frame, spot))
  }

  /** 回访审核: most are sent back once; what cannot be done is explained. */
  private judge(visit: Visit, frame: Frame, spot: Spot) {
    const redo = visit.round === 1 && this.random.chance(0.7)
    const decision = redo
      ? { decision: 'redo', note: '诉求人反映问题没有解决，请重新核实办理。' }
      : { decision: 'explain', note: '已向诉求人解释政策规定。' }
    if (!this.engine.perform(this.people.centre('visit_review', 2), 'visit', 'review', visit.id, decision).ok || !redo) return
    this.arrive(visit.order, frame, spot)
  }

  private act(actor: Actor, order: Order | undefined, command: string, input: Record<string, unknown>): boolean {
    return order !== undefined && this.engine.perform(actor, 'order', command, order.id, input).ok
  }

  private order = (id: string) => this.engine.state<Order>('order', id)
  private lead(id: string) {
    const order = this.order(id)
    return order && leadOf(order)
  }
  private at(at: Instant, run: () => void) {
    this.engine.agenda.put(Math.max(at, this.engine.now + 1) as Instant, run)
  }
  private office = (low: number, high: number) => this.workingMoment(plus(this.engine.now, 0), this.random.between(low, high))
  private workingMoment = (at: Instant, minutes = 1) => addLength(this.policy.calendar, at, { amount: minutes / 60, unit: 'workhour' }).due

  private liaison(unit: string) {
    const kind = this.policy.unit(unit)?.kind
    return this.people.unit(kind === 'county' ? 'county_officer' : 'liaison', unit)
  }
  private reviewer = (unit: string) => this.people.unit(this.policy.unit(unit)?.kind === 'county' ? 'county_review' : 'liaison', unit)

  /** The unit below that answers for the spot, else any. */
  private below(unit: string, spot: Spot): string | undefined {
    const children = this.policy.pack.units.filter((u) => u.parent === unit)
    return (children.find((u) => u.region && spot.region.startsWith(u.region)) ?? children[0])?.code
  }
  private county(spot: Spot): string {
    const counties = this.policy.pack.units.filter((u) => u.kind === 'county')
    const units = counties.length ? counties : this.policy.pack.units.filter((u) => u.kind === 'bureau')
    return (units.find((u) => u.region && spot.region.startsWith(u.region)) ?? this.random.pick(units)).code
  }
  private wrongUnit(order: Order): string {
    const others = this.policy.pack.units.filter((u) => !u.parent && u.kind !== 'centre' && u.code !== order.proposal?.unit)
    return this.random.pick(others).code
  }
}
