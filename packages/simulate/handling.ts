/** What units and the centre do with one order, from dispatching to the review: each step puts the next into the agenda. */
import { HOUR, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Assignment } from '@huying/core/order/state'
import { Asking } from './asking.ts'
import { anyUnit, below, beside } from './units.ts'
import { Visiting } from './visiting.ts'
import type { Matter, World } from './world.ts'

type Purpose = 'first' | 'feedback' | 'visit' | 'thanks'

export class Handling {
  private readonly asking: Asking
  private readonly visiting: Visiting

  constructor(private readonly world: World) {
    this.asking = new Asking(world)
    this.visiting = new Visiting(world, (id, matter) => this.arriveAtLead(id, matter))
  }

  /** A registered matter lies in the pool until a dispatcher sends it, hasty ones at once. */
  pool(id: string, matter: Matter) {
    const { world } = this
    world.at(world.office(world.habits.dispatched, world.order(id)?.dispatchClock?.due), () => this.dispatch(id, matter))
  }

  private dispatch(id: string, matter: Matter) {
    const { world } = this
    const order = world.order(id)
    if (order?.stage !== 'pooled') return
    const proper = order.proposal?.unit ?? anyUnit(matter, world.policy, world.random)
    const unit = (world.random.chance(world.habits.wrongFirst) ? beside(proper, world.policy, world.random) : undefined) ?? proper
    if (world.act(world.people.centre('dispatcher', 4), id, 'dispatch', { lead: { unit } })) this.arriveAtLead(id, matter, proper)
  }

  private arriveAtLead(id: string, matter: Matter, proper?: string) {
    const lead = this.world.lead(id)
    if (lead) this.arrive(id, lead.no, matter, proper)
  }

  /** A unit has it on its desk: signs, or says that it is not its own. */
  private arrive(id: string, no: number, matter: Matter, proper?: string) {
    const { world } = this
    const sent = world.assignment(id, no)
    const due = sent?.clocks.sign?.due
    const late = due !== undefined && world.random.chance(world.habits.signLate)
    world.at(late ? plus(due, HOUR) : world.office(world.habits.signed, due), () => {
      const a = world.assignment(id, no)
      if (a?.stage !== 'sent') return
      const again = (unit: string) => this.arriveAnew(id, unit, matter)
      if (proper && a.unit !== proper) return this.asking.giveBack(id, no, matter, proper, again)
      if (a.parent === undefined && a.round === 1 && world.random.chance(world.habits.returnInVain))
        return this.asking.giveBack(id, no, matter, undefined, again)
      const other = a.parent === undefined ? undefined : beside(a.unit, world.policy, world.random)
      if (other && world.random.chance(world.habits.returnBelow)) return this.asking.giveBack(id, no, matter, other, again)
      this.take(id, a, matter)
    })
  }

  /** After a ruling: the unit that has it now, be it another or the same. */
  private arriveAnew(id: string, unit: string, matter: Matter) {
    const now = this.world
      .order(id)
      ?.assignments.filter((a) => a.unit === unit && a.stage === 'sent')
      .at(-1)
    if (now) this.arrive(id, now.no, matter, unit)
  }

  private take(id: string, { no, unit, parent }: Assignment, matter: Matter) {
    const { world } = this
    if (!world.act(world.people.desk(unit), id, 'sign', { assignment: no })) return
    if (parent === undefined && world.random.chance(world.habits.disputed))
      return this.asking.dispute(id, no, () => this.handle(id, no, matter))
    this.handle(id, no, matter)
  }

  /** Signed: handed down, or done by the unit itself. */
  private handle(id: string, no: number, matter: Matter) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const to = a.parent === undefined && world.random.chance(world.habits.subDispatch) ? this.below(a.unit, matter) : undefined
    if (!to) return this.work(id, no, matter)
    world.at(world.office(world.habits.signed), () => {
      if (!world.act(world.people.desk(a.unit), id, 'sub_dispatch', { assignment: no, to: [{ unit: to }] }))
        return this.work(id, no, matter)
      this.arriveAnew(id, to, matter)
      const due = world.due(id, no)
      if (due !== undefined && world.random.chance(world.habits.extension))
        world.at(world.within(due, 0.5 + 0.3 * world.random.next()), () => this.asking.extend(id, no, () => undefined))
    })
  }

  private below = (unit: string, matter: Matter) => below(unit, matter, this.world.policy, this.world.random)

  /** The person is called, things are done and noted, and before (mostly) the deadline there is an answer. */
  private work(id: string, no: number, matter: Matter) {
    const { world } = this
    const { random } = world
    const due = world.due(id, no)
    const a = world.assignment(id, no)
    if (!a || due === undefined) return
    world.at(world.office(world.habits.firstContact, a.clocks.contact?.due), () => this.talk(id, no, 'first'))
    if (random.chance(world.habits.progress)) world.at(world.within(due, 0.15 + 0.25 * random.next()), () => this.note(id, no, matter))
    const finish = () => this.finish(id, no, matter)
    const half = world.within(due, 0.3 + 0.5 * random.next())
    if (random.chance(world.habits.extension)) world.at(half, () => this.asking.extend(id, no, finish))
    else if (a.parent === undefined && random.chance(world.habits.pause)) world.at(half, () => this.asking.pause(id, no, finish))
    else finish()
  }

  private finish(id: string, no: number, matter: Matter) {
    const { world } = this
    const due = world.due(id, no)
    if (due === undefined) return
    const late = world.random.chance(world.habits.late)
    const when = late ? world.working(due, world.random.between(30, 900)) : world.within(due, world.share(world.habits.takes))
    world.at(when, () => this.answer(id, no, matter))
  }

  /** Reports what was done; what one's level asks for before (signature, review) comes after. */
  private answer(id: string, no: number, matter: Matter) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const clerk = world.people.desk(a.unit)
    for (const purpose of talkPurposes(world, id)) this.talk(id, no, purpose)
    if (world.order(id)?.praise)
      world.act(clerk, id, 'report_progress', { assignment: no, kind: 'circular', text: '已在单位内部通报表扬。' })
    if (!world.act(clerk, id, 'reply', { assignment: no, ...replyInput(world, id, matter) })) return
    if (a.parent === undefined) this.sign(id, no, matter)
    else this.reviewBelow(id, no, a.parent, matter)
  }

  /** The leader signs, or wants it written better first. */
  private sign(id: string, no: number, matter: Matter) {
    const { world } = this
    world.at(world.office(world.habits.leaderSigns, world.due(id, no)), () => {
      const a = world.assignment(id, no)
      if (!a) return
      const leader = world.people.unit('unit_leader', a.unit)
      if (a.stage === 'signing' && world.random.chance(world.habits.leaderDeclines)) {
        world.act(leader, id, 'approve', { assignment: no, pass: false, why: '请补充现场处理时间和责任人后再报。' })
        world.at(world.office(world.habits.signed, world.due(id, no)), () => this.answer(id, no, matter))
        return
      }
      world.act(leader, id, 'approve', { assignment: no, pass: true, sealed: true })
      this.review(id, no, world.office(world.habits.centreReview), matter)
    })
  }

  private review(id: string, no: number, at: Instant, matter: Matter) {
    const { world } = this
    world.at(at, () => {
      const reviewer = world.people.centre('dispatch_review', 3)
      if (this.sendsBack(id, no, reviewer, 1, '答复没有说明何时完成，请补充。', matter)) return
      if (world.act(reviewer, id, 'review', { assignment: no, pass: true })) this.visiting.all(id, matter)
    })
  }

  private reviewBelow(id: string, no: number, parent: number, matter: Matter) {
    const { world } = this
    const above = world.assignment(id, parent)
    if (!above) return
    const goOn = () => {
      const due = world.due(id, parent)
      world.at(world.office(world.habits.signed, due), () => this.answer(id, parent, matter))
    }
    // Where the pack asks for no review by the level above, what was submitted stands.
    if (!world.policy.pack.levels.review.value) return goOn()
    world.at(world.office(world.habits.countyReview, world.due(id, parent)), () => {
      const reviewer = world.people.reviewer(above.unit)
      if (this.sendsBack(id, no, reviewer, 5, '未附现场处理情况，请补充后再报。', matter)) return
      if (world.act(reviewer, id, 'review', { assignment: no, pass: true })) goOn()
    })
  }

  /** 驳回 now and then, with the pack's reason at that place of its list; the unit then answers once more. */
  private sendsBack(id: string, no: number, reviewer: Actor, at: number, why: string, matter: Matter): boolean {
    const { world } = this
    if (!world.random.chance(world.habits.sentBack)) return false
    const reason = world.policy.pack.reviews?.reasons[at]?.code
    const back = world.act(reviewer, id, 'review', { assignment: no, pass: false, reason, why })
    if (back) world.at(world.office([60, 400], world.due(id, no)), () => this.answer(id, no, matter))
    return back
  }

  private talk(id: string, no: number, purpose: Purpose) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const clerk = world.people.desk(a.unit)
    const call = (result: 'connected' | 'no_answer') => world.act(clerk, id, 'contact_citizen', { assignment: no, result, purpose })
    if (world.random.chance(world.habits.reachedAtOnce)) call('connected')
    else if (call('no_answer')) call('connected')
  }

  private note(id: string, no: number, matter: Matter) {
    const { world } = this
    const a = world.assignment(id, no)
    const line = world.words(world.texts.progress, matter)
    if (a && line)
      world.act(world.people.desk(a.unit), id, 'report_progress', { assignment: no, kind: 'progress', text: world.say(line.text, matter) })
  }
}

/** 三到位: for what the unit calls before it answers; the pack says what is wanted, telling the person is usual everywhere. */
export function talkPurposes(world: World, id: string): Purpose[] {
  if (world.order(id)?.praise) return ['thanks']
  const { inPlace, unitVisit } = world.policy.pack.handling
  return (['feedback', 'visit'] as const).filter((p) => p === 'feedback' || unitVisit.value || inPlace.value.includes(p))
}

/** What a unit answers about a matter; after a redo with the plan of the new round and in new words. */
export function replyInput(world: World, id: string, matter: Matter) {
  const round = world.order(id)?.rounds.length ?? 1
  const solved = world.random.weighted(world.habits.reported)
  const words = world.say(matter.frame.public, matter)
  return {
    isTrue: true,
    solved,
    ...(solved === 'solved' ? {} : { unsolvedReason: world.policy.pack.handling.unsolvedReasons[0]?.code }),
    ...(round > 1 ? { plan: '由分管负责人带队重新核实，当面听取诉求人意见后再行处理。' } : {}),
    internal: world.say(matter.frame.internal, matter),
    public: round > 1 ? `经重新办理，${words}` : words,
  }
}
