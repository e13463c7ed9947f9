/**
 * 查看号码的次数: how many personal values one person may look at in an hour, with a reason or without (pack `reveals.most`). Whoever comes up
 * against it is refused, and the security and audit administrators can find who did.
 */
import { HOUR, plus } from '@huying/core/calendar'
import { type Actor, bar, type Instant, type Refusal } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { type Db, transaction, ts } from '../db.ts'
import { Refused } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { type AuditKind, type AuditNote, note, type Recorder } from './note.ts'

/** Every one of these shows or tells something of a person; what rings on one's own line does not count. */
const LOOKS: readonly AuditKind[] = ['reveal', 'phone_search']

export async function looksOfHour(
  db: Db,
  centre: string,
  user: string,
  now: Instant,
  kinds: readonly AuditKind[] = ['reveal'],
): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'looks_of_hour',
    text: `select count(*) as count from audit where centre_id = $1 and actor = $2 and kind = any($4) and at > $3 
      and detail->>'why' is distinct from 'line' and detail->'masked' is null`,
    values: [centre, user, ts(plus(now, -HOUR)), kinds],
  })
  return rows[0]?.count ?? 0
}

/** Who looks, now. */
export interface Looker {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}

/**
 * Records a look, or refuses who has looked at as many as the pack allows. Looks of one person are taken one after another, whichever
 * process they come to: many at once gain nothing. `rule` may refuse for a reason of its own before anything is counted against him.
 */
export async function look(shell: Recording, looker: Looker, noted: Omit<AuditNote, 'actor' | 'post'>, rule?: Rule): Promise<void> {
  const { centre, actor, now } = looker
  const refusal = await transaction(shell.pool, async (db) => {
    await db.query('select pg_advisory_xact_lock(hashtext($1))', [`look ${centre} ${actor.user}`])
    const recorder = { pool: db, crypto: shell.crypto }
    const against = (await rule?.(db)) ?? (await overLimit(recorder, looker))
    if (!against) await note(recorder, centre, { ...noted, actor: actor.user, post: actor.post }, now)
    return against
  })
  if (refusal) throw new Refused(refusal)
}
export type Rule = (db: Db) => Promise<Refusal | undefined>
type Recording = Pick<Shell, 'pool' | 'crypto'>

/** Recorded once an hour: nobody fills the audit log by trying. */
async function overLimit(recorder: Recorder, { centre, actor, policy, now }: Looker): Promise<Refusal | undefined> {
  const { most } = policy.pack.reveals
  if (!most || (await looksOfHour(recorder.pool, centre, actor.user, now, LOOKS)) < most.value) return undefined
  if (!(await looksOfHour(recorder.pool, centre, actor.user, now, ['reveal_limited'])))
    await note(recorder, centre, { kind: 'reveal_limited', actor: actor.user, post: actor.post, detail: { most: most.value } }, now)
  return bar('too_many', `一小时内查看号码已达 ${most.value} 次，请一小时后再看；确需继续的，请报告班长`, {
    source: most.source,
    assumed: most.assumed,
  })
}
