/** 各承办单位: the same rates as the bulletin's, for each unit that had orders in the month; and the month day by day. */
import type { Db } from '../db.ts'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { lookAt, type Month } from './month.ts'
import { type Rate, rate } from './percent.ts'
import { contactRate, onTimeRate, satisfiedRate, solvedRate } from './rates.ts'
import { endOfDay, type Running, startOfDay } from './store.ts'

export interface UnitFigures {
  unit: string
  name: string
  kind: string
  dispatched: number
  closed: number
  returns: number
  redone: number
  signedInTime: Rate
  contacted: Rate
  onTime: Rate
  solved: Rate
  satisfied: Rate
}

/** Units of the centre's own level; a street's share is part of its county's. */
export async function unitFigures(shell: Shell, centre: string, month: string): Promise<UnitFigures[]> {
  const look = await lookAt(shell, centre, month)
  const accepted = await runningByUnit(shell.pool, centre, 'accepted', look)
  const due = await runningByUnit(shell.pool, centre, 'due', look)
  const none: Running = { late: 0, undue: 0 }
  const codes = new Set([...look.sums.keys()].flatMap((key) => (key.startsWith('unit|') ? [key.split('|')[1] ?? ''] : [])))
  return [...codes]
    .map((unit) => ({ unit, month: ofUnit(look, unit, accepted.get(unit) ?? none, due.get(unit) ?? none) }))
    .map(({ unit, month: own }) => rowOf(unit, own))
    .filter(({ dispatched, onTime }) => dispatched > 0 || onTime.denominator > 0)
    .sort((a, b) => b.dispatched - a.dispatched || a.unit.localeCompare(b.unit))
}

/** The month as one unit has it: what is asked of the whole is answered for the unit. */
const ofUnit = (look: Month, unit: string, accepted: Running, due: Running): Month => ({
  ...look,
  accepted,
  due,
  f: (figure, dimension = 'unit', key = unit) => look.f(figure, dimension, key),
})

function rowOf(unit: string, own: Month): UnitFigures {
  const { f, policy } = own
  const { name = unit, kind = '' } = policy.unit(unit) ?? {}
  return {
    ...{ unit, name, kind, dispatched: f('dispatched'), closed: f('closed'), returns: f('returns_granted'), redone: f('redone') },
    signedInTime: rate('签收及时率', f('signed') - f('signed_late'), f('signed'), '已签收的主办承办单'),
    contacted: contactRate(own),
    onTime: onTimeRate(own),
    solved: solvedRate(own),
    satisfied: satisfiedRate(own),
  }
}

/** As runningOf of the store, unit by unit. */
async function runningByUnit(db: Db, centre: string, by: 'accepted' | 'due', { first, last, now }: Month): Promise<Map<string, Running>> {
  const column = by === 'due' ? 'a.close_due' : 't.accepted_at'
  const { rows } = await db.query<Running & { unit: string }>({
    name: `running units ${by}`,
    text: `select unit, count(*) filter (where late)::int as late, count(*) filter (where not late)::int as undue
      from (select a.unit, coalesce(a.paused_at, $4::timestamptz) > a.close_due as late
        from work_order t join assignment a on a.centre_id = t.centre_id and a.order_id = t.id
        where t.centre_id = $1 and ${column} >= $2::timestamptz and ${column} < $3::timestamptz and t.stage <> 'void'
          and a.role = 'lead' and a.round = 1 and a.live and a.finished_at is null) x group by unit`,
    values: [centre, startOfDay(first), endOfDay(last), ts(now)],
  })
  return new Map(rows.map(({ unit, late, undue }) => [unit, { late, undue }]))
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
