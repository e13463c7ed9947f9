/** 各承办单位: the same rates as the bulletin's, for each unit that had orders in the month; and the month day by day. */
import type { Db } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { lookAt, measured, type Month, ofUnit } from './month.ts'
import type { Value } from '@huying/core/measure/evaluate'

export interface UnitFigures {
  unit: string
  name: string
  kind: string
  dispatched: number
  closed: number
  returns: number
  redone: number
  signedInTime: Value
  contacted: Value
  onTime: Value
  solved: Value
  satisfied: Value
}

/** Units of the centre's own level; a street's share is part of its county's. */
export const unitFigures = async (shell: Shell, centre: string, month: string): Promise<UnitFigures[]> =>
  unitsFrom(await lookAt(shell, centre, month))

export function unitsFrom(look: Month): UnitFigures[] {
  const codes = new Set([...look.sums.keys()].flatMap((key) => (key.startsWith('unit|') ? [key.split('|')[1] ?? ''] : [])))
  return [...codes]
    .map((unit) => rowOf(unit, ofUnit(look, unit)))
    .filter(({ dispatched, onTime }) => dispatched > 0 || onTime.denominator > 0)
    .sort((a, b) => b.dispatched - a.dispatched || a.unit.localeCompare(b.unit))
}

function rowOf(unit: string, own: Month): UnitFigures {
  const { f, policy } = own
  const { name = unit, kind = '' } = policy.unit(unit) ?? {}
  return {
    ...{ unit, name, kind, dispatched: f('dispatched'), closed: f('closed'), returns: f('returns_granted'), redone: f('redone') },
    signedInTime: measured(own, 'sign-on-time-rate'),
    contacted: measured(own, 'contact-rate'),
    onTime: measured(own, 'on-time-rate'),
    solved: measured(own, 'solved-rate'),
    satisfied: measured(own, 'satisfied-rate'),
  }
}

export interface DayFigure {
  day: string
  accepted: number
}

/** 每日受理. */
export async function dayFigures(db: Db, centre: string, first: string, last: string): Promise<DayFigure[]> {
  const { rows } = await db.query<DayFigure>({
    name: 'figures by day',
    text: `select day, sum(amount)::int as accepted from (
        select day::text as day, amount from rollup where centre_id = $1 and day between $2::date and $3::date
          and dimension = 'all' and key = 'all' and figure = 'accepted'
        union all
        select split_part(c.key, '|', 1), c.value::bigint from delta d, jsonb_each_text(d.changes) c
          where d.centre_id = $1 and split_part(c.key, '|', 1) between $2::text and $3::text
            and c.key like '%|all|all|accepted'
      ) x group by day order by day`,
    values: [centre, first, last],
  })
  return rows
}
