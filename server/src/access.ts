/** Which rows an actor may see: the scope of his post, read in memory for one row and as SQL for lists. One condition, two readers. */
import { bind, type Column, type Columns, type Condition, holds, NEVER, type Sql, toSql } from '@huying/core/condition'
import type { Actor, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { refuse } from './errors.ts'
import type { ServiceRequest } from '@huying/core/request/state'
import { ROWS } from './shell/rows.ts'

const valuesOf = (actor: Actor) => ({ unit: actor.unit, user: actor.user, name: actor.name })

export const scopeOf = (noun: Noun, actor: Actor, policy: Policy): Condition =>
  bind(policy.post(actor.post)?.scope[noun as 'order'] ?? NEVER, valuesOf(actor))

/** Pages that read more than rows (figures, the network, the line) are open to the posts that have them as a page. */
export const hasPage = (actor: Actor, policy: Policy, ...pages: string[]): boolean =>
  policy.post(actor.post)?.pages.some((page) => pages.includes(page)) ?? false

export function requirePage(actor: Actor, policy: Policy, what: string, ...pages: string[]) {
  if (!hasPage(actor, policy, ...pages)) refuse('forbidden', `${policy.post(actor.post)?.label ?? '当前岗位'}不能查看${what}，请切换岗位`)
}

/** The person behind a confidential request is there only for posts whose scope holds that request. */
export const seesPerson = (request: ServiceRequest, actor: Actor, policy: Policy): boolean =>
  !request.confidential || inScope('request', request, actor, policy)

/** May this actor see the row at all? */
export function inScope(noun: Noun, state: unknown, actor: Actor, policy: Policy): boolean {
  if (actor.user === 'system' || actor.post === 'citizen') return true
  return holds(scopeOf(noun, actor, policy), ROWS[noun].scope(state as never, policy))
}

/** SQL columns behind the facts of each noun's scope (and of saved filters). */
export const SCOPE_COLUMNS: Record<Noun, Columns> = {
  contact: { agent: column('agent'), stage: always('stage'), channel: always('channel') },
  request: {
    stage: always('stage'),
    channel: always('channel'),
    type: always('type'),
    category: always('category'),
    confidential: always('confidential', 'boolean'),
    registeredBy: always('registered_by'),
    region: column('region'),
  },
  order: {
    stage: always('stage'),
    type: always('type'),
    category: always('category'),
    confidential: always('confidential', 'boolean'),
    region: column('region'),
    unitPaths: always('unit_paths', 'texts'),
    marks: { ...always('marks', 'texts'), sparse: true },
  },
  visit: { stage: always('stage'), unit: always('unit'), confidential: always('confidential', 'boolean') },
  task: { stage: always('stage'), unit: always('unit') },
  edition: { stage: always('stage'), units: always('units', 'texts') },
  hold: { stage: always('stage') },
  disposal: { stage: always('stage') },
}

function column(name: string, type: Column['type'] = 'text'): Column {
  return { sql: `t.${name}`, type }
}
/** A column that is never null. */
function always(name: string, type: Column['type'] = 'text'): Column {
  return { ...column(name, type), always: true }
}

/** The same scope as a condition that a list puts its own values into. */
export function scopeWhere(noun: Noun, actor: Actor, policy: Policy): [sql: string, ...values: unknown[]] {
  const { text, values } = scopeSql(noun, actor, policy, 1)
  return [text.replace(/\$\d+/g, '?'), ...values]
}

/** The same scope as SQL over the table alias `t`. */
export const scopeSql = (noun: Noun, actor: Actor, policy: Policy, first: number): Sql =>
  toSql(scopeOf(noun, actor, policy), SCOPE_COLUMNS[noun], first)
