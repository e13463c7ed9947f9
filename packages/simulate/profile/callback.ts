/** One planned call-back: as many attempts as it takes, the answers that were drawn, and what 回访审核 makes of them. */
import { HOUR } from '@huying/core/calendar'
import type { Actor } from '@huying/core/kernel'
import { awaitsReview, type Visit } from '@huying/core/visit/state'
import { HABITS } from '../habits.ts'
import type { Matter, World } from '../world.ts'
import type { Case, Voice } from './plan.ts'
import type { Stage } from './stage.ts'

export class CallBack {
  constructor(
    private readonly stage: Stage,
    private readonly world: World,
    private readonly c: Case,
    private readonly id: string,
    private readonly matter: Matter,
  ) {}

  /** `redone`: it is to be handled once more, and what follows then. */
  begin(voice: Voice, redone?: () => void) {
    const { world } = this
    world.at(world.callable(Math.min(world.random.exponential(HABITS.visitAfter), 96)), () => this.call(voice, redone))
  }

  private call(voice: Voice, redone?: () => void) {
    const { world } = this
    const caller = world.people.centre('visitor', 8)
    this.act(caller, 'start', {})
    if (voice.reached) {
      this.act(caller, 'record', this.answers(voice))
      if (awaitsReview(this.visit)) world.at(world.office(HABITS.visitReview), () => this.judge(redone))
      return
    }
    this.act(caller, 'unreached', { reason: world.policy.pack.visit.unreachedReasons[0]?.code })
    const { stage, notBefore } = this.visit
    if (stage !== 'again') return
    world.at(world.callable((notBefore - world.engine.now) / HOUR + world.random.exponential(2)), () => this.call(voice, redone))
  }

  private answers({ good, solved }: Voice) {
    const { world, matter } = this
    const { scale, dissatisfiedReasons } = world.policy.pack.visit
    if (good === undefined) return { contacted: this.c.contacted, solved }
    const said = world.words(
      world.texts.visit.filter((w) => w.satisfied === good),
      matter,
    )
    const reason = dissatisfiedReasons.find((r) => r.code === said?.reason) ?? dissatisfiedReasons[0]
    const grade = world.random.pick(scale.value.filter((g) => g.satisfied === good))
    return {
      contacted: this.c.contacted,
      solved,
      satisfied: grade.code,
      ...(good ? {} : { reasons: [reason?.code] }),
      ...(said ? { words: said.words } : {}),
    }
  }

  private judge(redone?: () => void) {
    const note = redone ? '诉求人反映问题没有解决，请重新核实办理。' : '已向诉求人解释政策规定。'
    this.act(this.world.people.centre('visit_review', 3), 'review', { decision: redone ? 'redo' : 'explain', note })
    redone?.()
  }

  private get visit(): Visit {
    const visit = this.world.engine.state<Visit>('visit', this.id)
    if (!visit) throw new Error(`no visit ${this.id}`)
    return visit
  }
  private act(actor: Actor, command: string, input: Record<string, unknown>) {
    this.stage.must(this.c, actor, 'visit', command, this.id, input)
  }
}
