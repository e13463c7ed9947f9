/**
 * Who may give a command: the post's list, the outsourced list, and whose act it is. The same function stands behind the API's
 * 403, the buttons and the manual. Which rows a post may touch at all is its scope, a condition read in memory and in SQL.
 */
import { bar, type Actor, type Command, type Context, type Refusal, type Side } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'

/** What the sides of an act are, for one aggregate (and one assignment of an order). */
export interface Parties {
  /** Unit that holds the assignment. */
  unit?: string
  /** Unit above it; the centre's unit at the top. */
  parent?: string
  /** Units that share in it side by side (通报核对). */
  units?: readonly string[]
}

export const isCentre = (actor: Actor, policy: Policy) => actor.unit === policy.pack.city.centreUnit

export function permit(
  command: Pick<Command<unknown, unknown>, 'noun' | 'name' | 'button' | 'by'>,
  actor: Actor,
  policy: Policy,
  parties: Parties,
): Refusal | undefined {
  if (actor.user === 'system') return undefined
  const full = `${command.noun}.${command.name}`
  if (!onSide(command.by, actor, policy, parties)) return bar('not_yours', notYours(command, policy, parties))
  if (actor.post === 'citizen') return undefined
  const post = policy.post(actor.post)
  if (!post?.commands.includes(full))
    return bar('forbidden', `${post?.label ?? '当前岗位'}不能${command.button}，请切换岗位或联系业务管理员`)
  const { outsourced } = policy.pack
  if (actor.outsourced && outsourced.value.includes(full)) {
    return bar('outsourced', `外包人员不能${command.button}，请由本单位工作人员办理`, {
      source: outsourced.source,
      assumed: outsourced.assumed,
    })
  }
  return undefined
}

function onSide(by: readonly Side[], actor: Actor, policy: Policy, parties: Parties): boolean {
  return by.some((side) => {
    switch (side) {
      case 'centre':
        return isCentre(actor, policy)
      case 'unit':
        return actor.unit === parties.unit || (parties.units?.includes(actor.unit) ?? false)
      case 'parent':
        return actor.unit === parties.parent
      case 'person':
        return actor.post === 'citizen'
      case 'system':
        return false
    }
  })
}

function notYours({ by, button }: Pick<Command<unknown, unknown>, 'by' | 'button'>, policy: Policy, parties: Parties): string {
  const owner = by.includes('unit') ? parties.unit : by.includes('parent') ? parties.parent : undefined
  const name = owner ? policy.unit(owner)?.name : undefined
  return name ? `不能${button}：应由${name}办理` : `不能${button}：这不是您所在单位的事项`
}

/** The bar a command meets now: permission first, then the state. */
export function barOf<S, E>(command: Command<S, E>, state: S, ctx: Context, parties: Parties, assignment?: number): Refusal | undefined {
  return permit(command, ctx.actor, ctx.policy, parties) ?? command.bars(state, ctx, assignment)
}
