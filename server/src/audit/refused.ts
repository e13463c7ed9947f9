/**
 * 越权尝试: what somebody asked for and might not have, for the audit administrator. Each kind of attempt at one thing once in ten
 * minutes, and so many an hour for one person: a page that asks again and again, or somebody who means to, cannot flood the record.
 */
import { HOUR, MINUTE, plus } from '@huying/core/calendar'
import type { Actor, Refusal } from '@huying/core/kernel'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { note } from './note.ts'

interface Who {
  centre: string
  user: string
  actor: Actor
}

export interface Attempt {
  /** METHOD address, as the route is declared. */
  route: string
  /** Which thing, where the address names one. */
  object?: string
  refusal: Refusal
}

const RIGHTS: readonly Refusal['code'][] = ['forbidden', 'not_yours', 'outsourced']
const AGAIN = 10 * MINUTE
const MOST = 100

/** Refused for want of a right, or because the thing that was named is not there for this person. */
export const isAttempt = ({ refusal, object }: Attempt) =>
  RIGHTS.includes(refusal.code) || (refusal.code === 'not_found' && object !== undefined)

export async function noteAttempt(shell: Shell, { centre, user, actor }: Who, attempt: Attempt): Promise<void> {
  if (!isAttempt(attempt)) return
  const { route, object, refusal } = attempt
  const now = shell.clock.now()
  const { rows } = await shell.pool.query<{ hour: number; same: boolean }>({
    name: 'attempts',
    text: `select count(*)::int as hour, coalesce(bool_or(at > $4 and object is not distinct from $5 and detail->>'route' = $6), false) as same
      from audit where centre_id = $1 and actor = $2 and at > $3 and kind = 'refused'`,
    values: [centre, user, ts(plus(now, -HOUR)), ts(plus(now, -AGAIN)), object ?? null, route],
  })
  const { hour = 0, same = false } = rows[0] ?? {}
  if (same || hour >= MOST) return
  const detail = { route, why: refusal.message, ...(hour === MOST - 1 ? { more: '一小时内不再逐条记录' } : {}) }
  await note(shell, centre, { kind: 'refused', actor: user, post: actor.post, object, detail }, now)
}
