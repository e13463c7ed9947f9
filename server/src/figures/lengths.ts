/** From when to when each row of a period lasted, under the key it is asked by: from columns, and from the state where no column knows it. */
import type { Calendar } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Measure } from '@huying/core/measure/dictionary'
import { type LengthName, minutesBy } from '@huying/core/measure/lengths'
import type { Span } from '@huying/core/measure/span'
import type { Db } from '../db.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { COUNTED_AT } from '../request/counted.ts'
import { COLUMNS } from './columns.ts'
import { DUE_LEAD } from './sums.ts'

/** Milliseconds of a moment that a column holds. */
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`
/** As `isContacted` has it: the unit in charge of the first round, or one below it, spoke with the person. */
const SPOKEN = `(select min((c->>'at')::bigint) from jsonb_array_elements(t.state->'assignments') x, jsonb_array_elements(x->'contacts') c
  where x->>'round' = '1' and x->>'role' <> 'assist' and x->>'stage' not in ('moved', 'recalled') and c->>'result' = 'connected' and c->>'purpose' <> 'thanks')`
const VISITED = `(select (o->>'at')::bigint from jsonb_array_elements(t.state->'outcomes') o order by (o->>'round')::int desc limit 1)`
const REPLIED = `(t.state->'reply'->>'at')::bigint`
const ACCEPTED = ms('t.accepted_at')
const SENT = ms('coalesce(t.dispatched_at, a.sent_at)')

const ENDS: Readonly<Record<LengthName, { from: string; to: string }>> = {
  response: { from: SENT, to: SPOKEN },
  signing: { from: ms('a.sent_at'), to: ms('a.signed_at') },
  handling: { from: SENT, to: ms('a.finished_at') },
  reply: { from: ACCEPTED, to: `coalesce((t.state->>'firstRepliedAt')::bigint, ${REPLIED})` },
  visit: { from: `coalesce(${REPLIED}, (t.state->'answer'->>'at')::bigint, ${ACCEPTED})`, to: VISITED },
}

/** Minutes of each row whose contribution names the measure's figure, so that as many lengths as the figure counts are there. */
export async function lengthsBy(
  db: Db,
  centre: string,
  { from, to }: Span,
  { over, length, of }: Measure,
  dimensions: readonly string[],
  calendar: Calendar,
): Promise<{ key: string; minutes: number }[]> {
  if (!length || over === 'contact') return []
  const keys = dimensions.map((dimension) => (dimension === 'all' ? `'all'` : `coalesce(${COLUMNS[over][dimension] ?? 'null'}, '')`))
  const ends = ENDS[length.name]
  const [table, at] = over === 'order' ? [`work_order t ${DUE_LEAD}`, 't.accepted_at'] : ['service_request t', COUNTED_AT]
  const { rows } = await db.query<{ key: string; from: number | null; to: number | null }>(
    `select ${keys.join(` || '~' || `)} as key, ${ends.from} as "from", ${ends.to} as "to" from ${table}
      where t.centre_id = $1 and ${at} >= $2::timestamptz and ${at} < $3::timestamptz and $4::text = any(t.figures)`,
    [centre, startOfDay(from), endOfDay(to), of.plus[0]],
  )
  const minutes = minutesBy(length.time, calendar)
  return rows.flatMap((row) =>
    row.from === null || row.to === null
      ? []
      : [{ key: row.key, minutes: minutes(Number(row.from) as Instant, Number(row.to) as Instant) }],
  )
}
