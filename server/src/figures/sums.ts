/** Figures by one dimension over any days, from the daily sums; by two dimensions from the rows themselves. Both exact at once. */
import { type Cohort, FIGURES, REPEATED } from '@huying/core/measure/figures'
import type { Span } from '@huying/core/measure/span'
import type { Db } from '../db.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { COUNTED_AT } from '../request/counted.ts'
import { COLUMNS } from './columns.ts'
import { CLOSED_AT } from './rows.ts'

/** key → figure → amount. */
export type Sums = Map<string, Map<string, number>>

const put = (into: Sums, key: string, figure: string, amount: number) => {
  const own = into.get(key) ?? new Map<string, number>()
  own.set(figure, (own.get(figure) ?? 0) + amount)
  into.set(key, own)
}

export async function sumsBy(db: Db, centre: string, { from, to }: Span, dimension: string, figures: readonly string[]): Promise<Sums> {
  const { rows } = await db.query<{ key: string; figure: string; amount: number }>({
    name: 'sums by dimension',
    text: `select key, figure, sum(amount)::bigint as amount from (
        select key, figure, amount from rollup where centre_id = $1 and dimension = $4 and figure = any($5::text[]) and day between $2::date and $3::date
        union all
        select split_part(c.key, '|', 3), split_part(c.key, '|', 4), c.value::bigint from delta d, jsonb_each_text(d.changes) c
          where d.centre_id = $1 and split_part(c.key, '|', 1) between $2::text and $3::text
            and split_part(c.key, '|', 2) = $4 and split_part(c.key, '|', 4) = any($5::text[])
      ) x group by key, figure`,
    values: [centre, from, to, dimension, figures],
  })
  const out: Sums = new Map()
  for (const { key, figure, amount } of rows) if (amount) put(out, key, figure, amount)
  return out
}

export const DUE_LEAD = `join assignment a on a.centre_id = t.centre_id and a.order_id = t.id and a.role = 'lead' and a.round = 1 and a.stage not in ('moved', 'recalled')`
const WHEN: Record<'request' | 'order', Partial<Record<Cohort, { column: string; join?: string }>>> = {
  request: { accepted: { column: COUNTED_AT } },
  order: { accepted: { column: 't.accepted_at' }, due: { column: 'a.close_due', join: DUE_LEAD }, closed: { column: CLOSED_AT } },
}
const TABLE = { request: 'service_request', order: 'work_order' } as const

/** A row names most figures once at most: whether it does is found in a third of the time that it takes to find how often. */
const countOf = (figure: string, name: string) =>
  REPEATED.has(figure)
    ? `sum(cardinality(array_positions(t.figures, ${name})))::bigint`
    : `count(*) filter (where t.figures @> array[${name}])`

/** Rows of the days, grouped by two columns: figure by figure as often as each row names it. */
export async function sumsAcross(
  db: Db,
  centre: string,
  { from, to }: Span,
  over: 'request' | 'order',
  [one, other]: readonly [string, string],
  figures: readonly string[],
): Promise<Sums> {
  const out: Sums = new Map()
  for (const [cohort, when] of Object.entries(WHEN[over])) {
    const lying = figures.filter((figure) => FIGURES.get(figure)?.cohort === cohort)
    if (!lying.length || !when) continue
    const counts = lying.map((figure, i) => countOf(figure, `$${i + 4}::text`))
    const { rows } = await db.query<{ a: string | null; b: string | null; amounts: number[] }>(
      `select ${COLUMNS[over][one]} as a, ${COLUMNS[over][other]} as b, array[${counts.join(', ')}] as amounts
        from ${TABLE[over]} t ${when.join ?? ''} where t.centre_id = $1 and ${when.column} >= $2::timestamptz and ${when.column} < $3::timestamptz group by 1, 2`,
      [centre, startOfDay(from), endOfDay(to), ...lying],
    )
    for (const { a, b, amounts } of rows)
      if (a !== null && b !== null)
        for (const [i, figure] of lying.entries()) if (Number(amounts[i])) put(out, `${a}~${b}`, figure, Number(amounts[i]))
  }
  return out
}
