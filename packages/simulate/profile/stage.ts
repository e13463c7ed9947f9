/** The stage of a planned month: strict acts. In a plan nothing may be refused: a refusal is a fault of the plan and says where. */
import { HOUR, MINUTE, plus } from '@huying/core/calendar'
import type { Actor, Instant, Noun } from '@huying/core/kernel'
import { randomFrom } from '../random.ts'
import type { Frame } from '../texts.ts'
import type { Matter, World } from '../world.ts'
import type { Case } from './plan.ts'

export class Refused extends Error {}

export class Stage {
  /** Ids of what cases became. */
  readonly requests = new Map<Case, string>()
  readonly caseOf = new Map<string, Case>()
  private readonly frames = new Map<string, Frame[]>()

  constructor(readonly world: World) {
    for (const frame of world.texts.frames) this.frames.set(frame.category, [...(this.frames.get(frame.category) ?? []), frame])
  }

  /** The city with this case's own dice. */
  worldOf = (c: Case): World => this.world.apart(randomFrom(c.seed))

  must(c: Case | undefined, actor: Actor, noun: Noun, command: string, id: string | undefined, input: Record<string, unknown>): string {
    const done = this.world.engine.perform(actor, noun, command, id, input)
    if (!done.ok) throw new Refused(`演练到第 ${c?.no ?? '—'} 件的 ${noun}.${command} 时被拒绝：${done.refusal.message}`)
    return done.id
  }

  registered(c: Case, request: string) {
    this.requests.set(c, request)
    this.caseOf.set(request, c)
  }

  /** What it is about in words: a sentence frame of its matter, of its type where there is one; else plain words from the catalogue. */
  matterOf({ type, category, spot }: Case, { random, policy }: World): Matter {
    const all = this.frames.get(category) ?? []
    const alike = all.filter((f) => f.type === type)
    const found = alike.length ? alike : all
    return { frame: { ...(found.length ? random.pick(found) : plainFrame(policy.category(category)?.name ?? '')), type, category }, spot }
  }
}

const plainFrame = (name: string): Omit<Frame, 'type' | 'category'> => ({
  title: `{place}${name}问题`,
  content: `来电人反映{place}有${name}方面的问题，希望核实处理。`,
  internal: `已派人到{place}核实${name}情况，按规定处理并告知诉求人。`,
  public: `您反映的{place}${name}问题已核实处理，感谢您的监督。`,
})

/**
 * A moment on the way to a deadline: after this share of the time that is left, in office hours where that costs not much more of it.
 * However often it is asked, it never reaches the deadline.
 */
export function onTheWay(world: World, due: Instant, share: number): Instant {
  const { now } = world.engine
  const left = due - now
  if (left <= 0) return plus(now, MINUTE)
  const at = plus(now, Math.max(1, left * share))
  const shifted = world.working(at, world.random.between(1, 60))
  return shifted < now + left * Math.min(0.6, share + 0.35) ? shifted : at
}

/** Where no deadline is known: as if there were a day. */
export const dueOr = (due: Instant | undefined, now: Instant): Instant => due ?? plus(now, 24 * HOUR)
