/**
 * The course of one planned order, act by act, from dispatching to its last call-back. It is late, returned, redone as its case says, and
 * otherwise in time.
 */
import { MINUTE, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import { type Assignment, closeClock } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import { HABITS } from '../habits.ts'
import { replyInput, talkPurposes } from '../handling.ts'
import { below } from '../units.ts'
import type { Matter, World } from '../world.ts'
import { forbidden } from './assign.ts'
import { CallBack } from './callback.ts'
import type { Case } from './plan.ts'
import { dueOr, onTheWay, type Stage } from './stage.ts'

export class Course {
  constructor(
    private readonly stage: Stage,
    private readonly world: World,
    private readonly c: Case,
    private readonly matter: Matter,
    private readonly id: string,
    /** To the end; else only until its deadline is known. */
    private readonly whole: boolean,
  ) {}

  begin() {
    const { world, c } = this
    const order = world.order(this.id)
    const promised = dueOr(order?.members[0]?.answerBy, world.engine.now)
    world.at(this.soon(HABITS.dispatched, order?.dispatchClock?.due, promised), () => {
      const unit = c.unit ?? ''
      const first = c.returned ? (this.wrongUnit(unit) ?? unit) : unit
      this.act(world.people.centre('dispatcher', 6), 'dispatch', { lead: { unit: first } })
      if (first === unit) this.arrive()
      else this.giveBack(unit)
    })
  }

  /** Another unit of the first level, which by the pack may have such a matter. */
  private wrongUnit(unit: string): string | undefined {
    const others = this.world.policy.pack.units.filter(
      (u) => !u.parent && u.kind !== 'centre' && u.code !== unit && !forbidden(u.code, this.c, this.world.policy),
    )
    return others.length ? this.world.random.pick(others).code : undefined
  }

  /** 退单: facts, basis and the right unit; the centre grants it. */
  private giveBack(to: string) {
    const { world, matter } = this
    const { returns } = world.policy.pack
    const name = world.policy.unit(to)?.name ?? to
    this.on(0.03, (a) => {
      this.act(world.people.desk(a.unit), 'request_return', {
        assignment: a.no,
        reason: returns.reasons[0]?.code,
        facts: world.say(`经到{place}核查，该事项属${name}职责范围，本单位没有这项职能。`, matter),
        basis: world.order(this.id)?.proposal?.clause ?? '职责清单',
        suggested: to,
      })
      this.on(0.04, () => {
        this.act(world.people.centre('dispatcher', 6), 'rule_return', { assignment: a.no, granted: true, to })
        this.arrive()
      })
    })
  }

  /** The unit in charge signs; some ask for more time; then it or a unit below it works. */
  private arrive() {
    const { world } = this
    this.sign(this.lead.no, (a) => {
      if (a.round === 1 && world.random.chance(HABITS.extension)) this.extend()
      else this.handle()
    })
  }

  private extend() {
    const { world } = this
    const { reasons, longest } = world.policy.pack.extensions
    this.on(0.3, (a) => {
      const asked = world.act(world.people.desk(a.unit), this.id, 'request_extension', {
        assignment: a.no,
        reason: reasons[0]?.code,
        text: '需现场施工，材料已落实，已向诉求人说明并取得理解。',
        days: Math.min(longest.value.amount, world.random.between(1, 3)),
        told: true,
      })
      if (!asked) return this.handle()
      this.on(0.2, () => {
        world.act(world.people.above(undefined), this.id, 'rule_extension', { assignment: a.no, granted: true })
        this.handle()
      })
    })
  }

  private handle() {
    if (!this.whole) return
    const { world, matter, c } = this
    const a = this.lead
    const to = world.random.chance(HABITS.subDispatch) ? below(a.unit, matter, world.policy, world.random) : undefined
    if (!to || forbidden(to, c, world.policy)) return this.work()
    this.on(0.04, () => {
      if (!world.act(world.people.desk(a.unit), this.id, 'sub_dispatch', { assignment: a.no, to: [{ unit: to }] })) return this.work()
      const sub = world.order(this.id)?.assignments.at(-1)
      if (sub) this.workBelow(sub.no)
    })
  }

  /** A unit below signs, speaks with the person, answers; the unit in charge reviews it. */
  private workBelow(no: number) {
    const { world } = this
    const desk = () => world.people.desk(this.assignment(no).unit)
    this.sign(no, () => {
      this.on(0.08, () => {
        this.talk(no, 'first')
        this.on(0.3, () => {
          this.act(desk(), 'reply', { assignment: no, ...replyInput(world, this.id, this.matter) })
          this.signedBelow(no)
        })
      })
    })
  }

  private signedBelow(no: number) {
    const { world } = this
    const sub = this.assignment(no)
    if (sub.stage === 'signing')
      this.act(world.people.unit('unit_leader', sub.unit), 'approve', { assignment: no, pass: true, sealed: true })
    if (this.assignment(no).stage !== 'submitted') return this.finish()
    this.on(0.15, () => {
      this.act(world.people.reviewer(this.lead.unit), 'review', { assignment: no, pass: true })
      this.finish()
    })
  }

  private work() {
    const { world } = this
    this.on(0.08, (a) => {
      this.talk(a.no, 'first')
      if (world.random.chance(HABITS.progress)) this.note(a)
      this.finish()
    })
  }

  private note({ no, unit }: Assignment) {
    const { world, matter } = this
    const line = world.words(world.texts.progress, matter)
    if (line)
      world.act(world.people.desk(unit), this.id, 'report_progress', {
        assignment: no,
        kind: 'progress',
        text: world.say(line.text, matter),
      })
  }

  /** The answer, at its moment: on the way to the deadline, or after it. */
  private finish() {
    const { world } = this
    const { random } = world
    const due = this.due
    const late = this.c.late && this.lead.round === 1
    const at = late ? world.working(due, random.between(30, 900)) : onTheWay(world, due, random.pick([0.25, 0.4, 0.55]))
    world.at(at, () => {
      const { no, unit } = this.lead
      for (const purpose of talkPurposes(world, this.id)) this.talk(no, purpose)
      if (world.order(this.id)?.praise)
        this.act(world.people.desk(unit), 'report_progress', { assignment: no, kind: 'circular', text: '已在单位内部通报表扬。' })
      this.act(world.people.desk(unit), 'reply', { assignment: no, ...replyInput(world, this.id, this.matter) })
      this.approve(late)
    })
  }

  private approve(late: boolean) {
    const { world } = this
    const at = late ? world.office(HABITS.leaderSigns) : onTheWay(world, this.due, 0.4)
    world.at(at, () => {
      const { no, unit } = this.lead
      const leader = world.people.unit('unit_leader', unit)
      if (world.policy.pack.signing.length) world.act(leader, this.id, 'approve', { assignment: no, pass: true, sealed: true })
      world.at(world.office(HABITS.centreReview), () => {
        this.act(world.people.centre('dispatch_review', 4), 'review', { assignment: no, pass: true })
        this.callBack()
      })
    })
  }

  /** Everybody who waits behind the order is called on his own. */
  private callBack() {
    const { stage, world } = this
    const round = world.order(this.id)?.rounds.length ?? 1
    for (const member of world.order(this.id)?.members.filter((m) => m.to === undefined) ?? []) {
      const c = stage.caseOf.get(member.id)
      const visit = world.engine.state<ServiceRequest>('request', member.id)?.visit
      const voice = c?.voices[round - 1]
      const redo = c !== undefined && c.voices.length > round
      if (c && visit && voice) new CallBack(stage, world, c, visit, this.matter).begin(voice, redo ? () => this.arrive() : undefined)
    }
  }

  /** The person is reached, or there are as many attempts as the pack asks for. */
  private talk(no: number, purpose: string) {
    const { world, c } = this
    const clerk = world.people.desk(this.assignment(no).unit)
    const call = (result: string) => this.act(clerk, 'contact_citizen', { assignment: no, result, purpose })
    if (!c.contacted && purpose !== 'thanks') {
      for (let i = 0; i < world.policy.pack.handling.contactAttempts.value; i++) call('no_answer')
      return
    }
    if (!world.random.chance(HABITS.reachedAtOnce)) call('no_answer')
    call('connected')
  }

  private get lead(): Assignment {
    const lead = this.world.lead(this.id)
    if (!lead) throw new Error(`order ${this.id} has no lead`)
    return lead
  }
  private assignment(no: number): Assignment {
    const a = this.world.assignment(this.id, no)
    if (!a) throw new Error(`order ${this.id} has no assignment ${no}`)
    return a
  }
  private get due(): Instant {
    return dueOr(closeClock(this.lead)?.due, this.world.engine.now)
  }

  private act(actor: Actor, command: string, input: Record<string, unknown>) {
    this.stage.must(this.c, actor, 'order', command, this.id, input)
  }

  /** 签收: within its own clock but for a few, and long before the deadline. */
  private sign(no: number, then: (signed: Assignment) => void) {
    const { world } = this
    const due = this.assignment(no).clocks.sign?.due
    const late = due !== undefined && world.random.chance(HABITS.signLate)
    world.at(this.soon(HABITS.signed, late ? undefined : due, this.due), () => {
      this.act(world.people.desk(this.assignment(no).unit), 'sign', { assignment: no })
      then(this.assignment(no))
    })
  }

  /** Some office minutes from now, by the clock of this step where it has one, and with most of the time for the rest left. */
  private soon(minutes: readonly [number, number], clock: Instant | undefined, due: Instant): Instant {
    const { world } = this
    const { now } = world.engine
    return Math.min(world.office(minutes, clock), due > now ? plus(now, (due - now) * 0.4) : plus(now, MINUTE)) as Instant
  }

  /** After a share of the time that the unit in charge has left. */
  private on(share: number, run: (lead: Assignment) => void) {
    this.world.at(onTheWay(this.world, this.due, share), () => run(this.lead))
  }
}
