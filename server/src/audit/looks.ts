/**
 * 查看号码的次数: how many personal values one person may look at in an hour, with a reason or without (pack `reveals.most`). Whoever comes up
 * against it is refused, and the security and audit administrators can find who did.
 */
import { HOUR, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { type Db, ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { type AuditKind, note, type Recorder } from './note.ts'

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

/** Refuses who has looked at as many as the pack allows. Recorded once an hour: nobody fills the audit log by trying. */
export async function withinLimit(recorder: Recorder, centre: string, actor: Actor, policy: Policy, now: Instant): Promise<void> {
  const { most } = policy.pack.reveals
  if (!most || (await looksOfHour(recorder.pool, centre, actor.user, now, LOOKS)) < most.value) return
  if (!(await looksOfHour(recorder.pool, centre, actor.user, now, ['reveal_limited'])))
    await note(recorder, centre, { kind: 'reveal_limited', actor: actor.user, post: actor.post, detail: { most: most.value } }, now)
  return refuse('too_many', `一小时内查看号码已达 ${most.value} 次，请一小时后再看；确需继续的，请报告班长`, {
    source: most.source,
    assumed: most.assumed,
  })
}
