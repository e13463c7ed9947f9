/** Figures: daily rollups and the deltas not yet folded into them, so that a figure is exact at once. */
import type { Db, Pool } from '../db.ts'
import { transaction } from '../db.ts'

/** Figures that are wanted of each dimension; what a month has of regions and agents is ten times what its reports say. */
export type Wanted = ReadonlyMap<string, readonly string[]>

/** Sums as `dimension|key|figure` over days, both included; rollups plus unfolded deltas. */
export async function sumFigures(db: Db, centre: string, from: string, to: string, wanted: Wanted): Promise<Map<string, number>> {
  const pairs = [...wanted].flatMap(([dimension, figures]) => figures.map((figure) => [dimension, figure] as const))
  const { rows } = await db.query<{ dimension: string; key: string; figure: string; amount: number }>({
    name: 'figures',
    text: `with wanted as (select * from unnest($4::text[], $5::text[]) w(dimension, figure))
      select dimension, key, figure, sum(amount)::bigint as amount from (
        select dimension, r.key, figure, r.amount from wanted w join rollup r using (dimension, figure)
          where r.centre_id = $1 and r.day between $2::date and $3::date
        union all
        select dimension, c.key, figure, c.amount from (
          select split_part(c.key, '|', 2) as dimension, split_part(c.key, '|', 3) as key, split_part(c.key, '|', 4) as figure, c.value::bigint as amount
            from delta d, jsonb_each_text(d.changes) c where d.centre_id = $1 and split_part(c.key, '|', 1) between $2::text and $3::text
        ) c join wanted using (dimension, figure)
      ) x group by dimension, key, figure`,
    values: [centre, from, to, pairs.map(([dimension]) => dimension), pairs.map(([, figure]) => figure)],
  })
  return new Map(rows.map((r) => [`${r.dimension}|${r.key}|${r.figure}`, r.amount]))
}

/** Whoever holds this lock of a centre alone writes its daily sums; $1 is the centre. */
export const FOLDING = "hashtext('fold ' || $1)"

/** Folds waiting deltas into the rollups; how many it folded. One folder at a time for each centre. */
export async function foldDeltas(pool: Pool, centre: string, most: number): Promise<number> {
  return transaction(pool, async (db) => {
    await db.query(`select pg_advisory_xact_lock(${FOLDING})`, [centre])
    const { rows } = await db.query<{ folded: number }>(
      `with taken as (
         delete from delta where (centre_id, delta_id) in (select centre_id, delta_id from delta where centre_id = $1 order by delta_id limit $2) returning changes
       ), sums as (
         select split_part(c.key, '|', 1)::date as day, split_part(c.key, '|', 2) as dimension, split_part(c.key, '|', 3) as key,
           split_part(c.key, '|', 4) as figure, sum(c.value::bigint) as amount
         from taken, jsonb_each_text(taken.changes) c group by 1, 2, 3, 4
       ), put as (
         insert into rollup (centre_id, day, dimension, key, figure, amount) select $1, day, dimension, key, figure, amount from sums
         on conflict (centre_id, day, dimension, key, figure) do update set amount = rollup.amount + excluded.amount
       )
       select count(*)::int as folded from taken`,
      [centre, most],
    )
    return rows[0]?.folded ?? 0
  })
}
