/** What is on the line now: calls that ring, and those this agent answered and has not ended (people.md 2: their numbers in full, journalled). */
import type { ContactRecord } from '@huying/core/contact/state'
import type { FastifyInstance } from 'fastify'
import { recordOf } from '../audit/note.ts'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { recordHash } from '../seal/records.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { revealTexts } from '../text/read.ts'
import { lineOf } from './closing.ts'

const MINUTE = 60_000
/** Nobody lets it ring longer; a telephone system that forgot to say "ended" must not ring for ever. */
const RINGS = 3 * MINUTE
/** One shift. */
const MINE = 12 * 60 * MINUTE

export function lineRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/contacts/line', { schema: { summary: '正在振铃的来电和本人未结束的来电' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (!policy.post(actor.post)?.commands.includes('contact.answer')) return refuse('forbidden', '只有受理岗位可以接听')
    const now = shell.clock.now()
    const { rows } = await shell.pool.query<{ state: ContactRecord }>({
      name: 'line_now',
      text: `select state from contact where centre_id = $1 and started_at > $2
        and ((stage = 'ringing' and started_at > $3) or (stage = 'open' and agent = $4)) order by started_at limit 20`,
      values: [centre, ts(now - MINE), ts(now - RINGS), actor.user],
    })
    const calls = rows.map((r) => r.state)
    const ids = calls.flatMap(({ number }) => (number ? [number.id] : []))
    const numbers = await revealTexts(shell.pool, centre, ids, shell.crypto)
    await journal(
      shell,
      centre,
      actor,
      calls.filter(({ number }) => number),
    )
    return calls.map((c) => ({
      id: c.id,
      stage: c.stage,
      channel: c.channel,
      number: c.number && numbers.get(c.number.id),
      line: c.line && { code: c.line, ...lineOf(c.line, policy) },
      /** Told by the telephone system, not entered by hand. */
      byTelephone: c.callId !== undefined,
      startedAt: c.startedAt,
      answeredAt: c.answeredAt,
      settled: c.disposition !== undefined,
    }))
  })
}

/** Once for each call and person: the page asks again with every change on the line. */
const journal = (shell: Shell, centre: string, actor: { user: string; post: string }, calls: ContactRecord[]) =>
  Promise.all(
    calls.map(({ id: object }) => {
      const now = shell.clock.now()
      const record = recordOf({ kind: 'reveal', actor: actor.user, post: actor.post, object, detail: { why: 'line' } }, now)
      return shell.pool.query({
        name: 'line_seen',
        text: `insert into audit (centre_id, audit_id, at, actor, post, kind, object, detail, hash)
          select $1, $2::uuid, $3::timestamptz, $4, $5, 'reveal', $6, $7::jsonb, decode($8, 'base64')
          where not exists (select 1 from audit where centre_id = $1 and at > $9::timestamptz and actor = $4 and kind = 'reveal' and object = $6)`,
        values: [
          ...[centre, record.audit_id, record.at, record.actor, record.post, object, JSON.stringify(record.detail)],
          ...[recordHash(shell.crypto, 'audit', centre, record), ts(now - MINE)],
        ],
      })
    }),
  )
