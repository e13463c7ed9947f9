/** Which rows an actor may see: the scope of his post, read in memory for one row and as SQL for lists. One condition, two readers. */
import { bind, type Columns, type Condition, holds, NEVER, type Sql, toSql } from '@huying/core/condition'
import type { Actor, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { ROWS } from './shell/rows.ts'

const valuesOf = (actor: Actor) => ({ unit: actor.unit, user: actor.user, name: actor.name })

export const scopeOf = (noun: Noun, actor: Actor, policy: Policy): Condition =>
  bind(policy.post(actor.post)?.scope[noun as 'order'] ?? NEVER, valuesOf(actor))

/** May this actor see the row at all? */
export function inScope(noun: Noun, state: unknown, actor: Actor, policy: Policy): boolean {
  if (actor.user === 'system' || actor.post === 'citizen') return true
  return holds(scopeOf(noun, actor, policy), ROWS[noun].scope(state as never, policy))
}

/** SQL columns behind the facts of each noun's scope (and of saved filters). */
export const SCOPE_COLUMNS: Record<Noun, Columns> = {
  contact: { agent: text('agent'), stage: text('stage'), channel: text('channel') },
  request: {
    stage: text('stage'),
    channel: text('channel'),
    type: text('type'),
    category: text('category'),
    confidential: { sql: 't.confidential', type: 'boolean' },
    registeredBy: text('registered_by'),
    region: text('region'),
  },
  order: {
    stage: text('stage'),
    type: text('type'),
    category: text('category'),
    confidential: { sql: 't.confidential', type: 'boolean' },
    region: text('region'),
    unitPaths: { sql: 't.unit_paths', type: 'texts' },
  },
  visit: { stage: text('stage'), unit: text('unit'), confidential: { sql: 't.confidential', type: 'boolean' } },
  task: { stage: text('stage'), unit: text('unit') },
}

function text(column: string): Columns[string] {
  return { sql: `t.${column}`, type: 'text' }
}

/** The same scope as SQL over the table alias `t`. */
export const scopeSql = (noun: Noun, actor: Actor, policy: Policy, first: number): Sql =>
  toSql(scopeOf(noun, actor, policy), SCOPE_COLUMNS[noun], first)
