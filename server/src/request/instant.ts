/**
 * 即时答复率 (TEL-12): consultations answered on first contact with an agreed answer quoted, among all consultations. Not the same
 * as 在线办结率 (everything answered on the spot among everything accepted): each has its own name and its own denominator (INTAKE-17).
 */
import { rate } from '@huying/core/measure/rounding'
import type { Db } from '../db.ts'
import type { Listing } from '../shell/list.ts'
import { spanOf } from '../period.ts'
import { COUNTED_AT } from './counted.ts'

const CONSULT = `t.accepted_at is not null and t.reported_as = 'consult' and t.stage not in ('void', 'refused', 'transferred')`

/** The lists behind the figure: what counts, what was answered without a basis (即答但无依据), what was not answered at once. */
export const INSTANT_LISTS: Record<string, string> = {
  quoted: 't.cites',
  unquoted: 'not t.cites',
  later: 't.cites is null',
}

export async function instantOf(db: Db, centre: string, month: string) {
  const counts = Object.entries(INSTANT_LISTS).map(([name, sql]) => `count(*) filter (where ${sql})::int as ${name}`)
  const { rows } = await db.query<{ consults: number; quoted: number; unquoted: number; later: number }>({
    name: 'instant',
    text: `select count(*)::int as consults, ${counts.join(', ')} from service_request t
      where t.centre_id = $1 and ${COUNTED_AT} >= $2::timestamptz and ${COUNTED_AT} < $3::timestamptz and ${CONSULT}`,
    values: [centre, ...spanOf(month)],
  })
  const { consults, quoted, unquoted, later } = rows[0] ?? { consults: 0, quoted: 0, unquoted: 0, later: 0 }
  return { month, instant: rate('即时答复率', quoted, consults, '咨询总量'), unquoted, later }
}

export function instantWhere(month: string, list: string): Listing['where'] {
  const [from, to] = spanOf(month)
  return [[`${COUNTED_AT} >= ?::timestamptz and ${COUNTED_AT} < ?::timestamptz`, from, to], [CONSULT], [INSTANT_LISTS[list] ?? 'false']]
}
