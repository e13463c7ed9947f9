/** Which of some things a reader may see: for lists that name other things than those they are made of. */
import type { Actor, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import { type Db, isUuid } from '../db.ts'
import { ROWS } from './rows.ts'

export interface Reader {
  centre: string
  actor: Actor
  policy: Policy
}

export async function seenAmong(db: Db, { centre, actor, policy }: Reader, noun: Noun, ids: readonly string[]): Promise<Set<string>> {
  const known = ids.filter(isUuid)
  if (!known.length) return new Set()
  const scope = scopeSql(noun, actor, policy, 3)
  const { rows } = await db.query<{ id: string }>(
    `select t.id::text as id from ${ROWS[noun].table} t where t.centre_id = $1 and t.id = any($2::uuid[]) and ${scope.text}`,
    [centre, known, ...scope.values],
  )
  return new Set(rows.map(({ id }) => id))
}
