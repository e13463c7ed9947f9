/** 回访: the centre calls everybody back once the answer is there, in the hours in which people may be called. */
import { HOUR } from '@huying/core/calendar'
import type { ServiceRequest } from '@huying/core/request/state'
import { awaitsReview, type Visit } from '@huying/core/visit/state'
import type { Matter, World } from './world.ts'

export class Visiting {
  constructor(
    private readonly world: World,
    /** A redo goes to the unit that has it now. */
    private readonly redo: (order: string, matter: Matter) => void,
  ) {}

  /** Everybody whose voice stands behind the order is called on his own. */
  all(order: string, matter: Matter) {
    const { world } = this
    for (const member of world.order(order)?.members ?? []) {
      const visit = world.engine.state<ServiceRequest>('request', member.id)?.visit
      if (visit) this.later(visit, matter)
    }
  }

  private later(visit: string, matter: Matter) {
    const { world } = this
    world.at(world.callable(world.random.exponential(world.habits.visitAfter)), () => this.call(visit, matter))
  }

  private call(id: string, matter: Matter) {
    const { world } = this
    const caller = world.people.centre('visitor', 5)
    if (!world.perform(caller, 'visit', 'start', id, {})) return
    if (world.random.chance(world.habits.reached)) {
      world.perform(caller, 'visit', 'record', id, this.answers(matter))
      const done = world.engine.state<Visit>('visit', id)
      if (done && awaitsReview(done)) world.at(world.office(world.habits.visitReview), () => this.judge(done, matter))
      return
    }
    world.perform(caller, 'visit', 'unreached', id, { reason: world.policy.pack.visit.unreachedReasons[0]?.code })
    const again = world.engine.state<Visit>('visit', id)
    if (again?.stage === 'again') {
      const hours = (again.notBefore - world.engine.now) / HOUR + world.random.exponential(4)
      world.at(world.callable(hours), () => this.call(id, matter))
    }
  }

  private answers(matter: Matter) {
    const { world } = this
    const { random } = world
    const { scale, dissatisfiedReasons } = world.policy.pack.visit
    const pleased = random.chance(world.habits.satisfied)
    const grade = random.pick(scale.value.filter((g) => g.satisfied === pleased))
    const said = world.words(
      world.texts.visit.filter((w) => w.satisfied === pleased),
      matter,
    )
    const reason = dissatisfiedReasons.find((r) => r.code === said?.reason) ?? dissatisfiedReasons[0]
    return {
      contacted: random.chance(0.985),
      solved: random.chance(pleased ? world.habits.solved + 0.07 : 0.35) ? 'solved' : 'unsolved',
      satisfied: grade.code,
      ...(pleased ? {} : { reasons: [reason?.code] }),
      ...(said ? { words: said.words } : {}),
    }
  }

  /** 回访审核: most are sent back once; what cannot be done is explained. */
  private judge(visit: Visit, matter: Matter) {
    const { world } = this
    const redo = visit.round === 1 && world.random.chance(world.habits.redone)
    const decision = redo
      ? { decision: 'redo', note: '诉求人反映问题没有解决，请重新核实办理。' }
      : { decision: 'explain', note: '已向诉求人解释政策规定。' }
    if (world.perform(world.people.centre('visit_review', 2), 'visit', 'review', visit.id, decision) && redo) this.redo(visit.order, matter)
  }
}
