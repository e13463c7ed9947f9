/** `huying refold`: the daily sums counted anew from the rows, month by month, while writes go on; exact at the end of each. */
import type { Db, Pool } from '../db.ts'
import type { Chore } from '../operation/upkeep.ts'
import { daysOf } from '../period.ts'
import { type Recounted, recount } from './recount.ts'

/** Number of the way of counting (packages/core/measure). One more, and every centre counts anew once, by itself. */
const COUNTED_AS = 3

export interface Refolding {
  centre: string
  from?: string
  to?: string
  progress?: (done: Refolded & { month: string; months: number; of: number }) => void
}
type Refolded = Pick<Recounted, 'rows' | 'sums' | 'renamed'> & { corrected: number }

export async function refold(pool: Pool, { centre, from, to, progress }: Refolding): Promise<Refolded> {
  const [first, last] = await daysWithFigures(pool, centre)
  const total: Refolded = { rows: 0, sums: 0, renamed: 0, corrected: 0 }
  if (!first || !last) return total
  const months = monthsBetween(from ?? first, to ?? last)
  for (const [i, month] of months.entries()) {
    const days = daysOf(month)
    const asked = { centre, first: later(days.first, from), last: earlier(days.last, to), write: true }
    const done = await recount(pool, asked)
    total.rows += done.rows
    total.sums += done.sums
    total.renamed += done.renamed
    total.corrected += done.differences.length
    progress?.({ ...total, month, months: i + 1, of: months.length })
  }
  return total
}

const later = (day: string, bound: string | undefined) => (bound && bound > day ? bound : day)
const earlier = (day: string, bound: string | undefined) => (bound && bound < day ? bound : day)

/** From the first to the last day that any row or sum can lie on. */
async function daysWithFigures(db: Db, centre: string): Promise<[string | null, string | null]> {
  const { rows } = await db.query<{ first: string | null; last: string | null }>(
    `select least(
        (select min(day)::text from rollup where centre_id = $1),
        (select (min(started_at) at time zone 'Asia/Shanghai')::date::text from contact where centre_id = $1),
        (select (min(coalesce(accepted_at, registered_at)) at time zone 'Asia/Shanghai')::date::text from service_request where centre_id = $1),
        (select (min(accepted_at) at time zone 'Asia/Shanghai')::date::text from work_order where centre_id = $1)) as first,
      greatest(
        (select max(day)::text from rollup where centre_id = $1),
        (select (max(started_at) at time zone 'Asia/Shanghai')::date::text from contact where centre_id = $1),
        (select (max(coalesce(accepted_at, registered_at)) at time zone 'Asia/Shanghai')::date::text from service_request where centre_id = $1),
        (select (max(close_due) at time zone 'Asia/Shanghai')::date::text from assignment where centre_id = $1)) as last`,
    [centre],
  )
  return [rows[0]?.first ?? null, rows[0]?.last ?? null]
}

function monthsBetween(first: string, last: string): string[] {
  const out: string[] = []
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = nextMonth(month)) out.push(month)
  return out
}

const nextMonth = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** After an upgrade that counts otherwise: once for each way of counting. */
export const refolding = (pool: Pool, centre: string): Chore => ({
  kind: 'refold',
  due: () => `counted-as-${COUNTED_AS}`,
  run: () => refold(pool, { centre }),
})
