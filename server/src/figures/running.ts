/**
 * What the clock alone decides and no delta carries: handling that runs, past its deadline or not yet due, and orders that nobody has
 * signed for in time. Never by any stored mark; of the lead of the first round, unit by unit.
 */
import type { Instant } from '@huying/core/kernel'
import { type Db, ts } from '../db.ts'
import { RUNNING as STAGES } from '../order/tabs.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { RUNNING } from '@huying/core/measure/figures'

export interface Running {
  late: number
  undue: number
}
export interface StillRunning {
  /** Of the orders accepted (受理口径) and of those due (到期口径) in the period. */
  accepted: Running
  due: Running
  /** Of the orders accepted in the period: not signed for, and the time for it is over. */
  unsigned: number
}

interface Asked {
  centre: string
  first: string
  last: string
  now: Instant
}

/** By unit, or by the key that a column or two of the order (`t`) and its lead (`a`) make. */
export async function runningOf(db: Db, asked: Asked, by: RunningBy = UNITS): Promise<Map<string, StillRunning>> {
  const [accepted, due, unsigned] = [
    await handling(db, 'accepted', asked, by),
    await handling(db, 'due', asked, by),
    await unsignedIn(db, asked, by),
  ]
  const units = new Set([...accepted.keys(), ...due.keys(), ...unsigned.keys()])
  return new Map(
    [...units].map((unit) => [
      unit,
      { accepted: accepted.get(unit) ?? NONE.accepted, due: due.get(unit) ?? NONE.due, unsigned: unsigned.get(unit) ?? 0 },
    ]),
  )
}

export interface RunningBy {
  /** Of the statement, which is prepared once for each. */
  name: string
  key: string
  /** Where the key needs more than the two rows. */
  from?: string
}
const UNITS: RunningBy = { name: 'unit', key: 'a.unit' }

export const NONE: StillRunning = { accepted: { late: 0, undue: 0 }, due: { late: 0, undue: 0 }, unsigned: 0 }

export const together = (all: Iterable<StillRunning>): StillRunning =>
  [...all].reduce(
    (sum, one) => ({
      accepted: plus(sum.accepted, one.accepted),
      due: plus(sum.due, one.due),
      unsigned: sum.unsigned + one.unsigned,
    }),
    NONE,
  )
const plus = (a: Running, b: Running): Running => ({ late: a.late + b.late, undue: a.undue + b.undue })

/** The lead of the first round, while its order runs. */
const LEADS = `${STAGES} and a.role = 'lead' and a.round = 1 and a.live`
const leads = (from: string) =>
  `work_order t join assignment a on a.centre_id = t.centre_id and a.order_id = t.id ${from} where t.centre_id = $1 and ${LEADS}`
const HANDLED = 'a.finished_at is null'
/** A paused clock stands still. */
const late = (now: string) => `coalesce(a.paused_at, ${now}) > a.close_due`
const unsigned = (now: string) => `a.signed_at is null and a.sign_due < ${now}`

/** Assignments `a` of an order `t` that a figure counts at `now`. */
export function runningWhere(figure: string, now: string): string {
  if (figure === RUNNING.unsigned) return `${LEADS} and ${unsigned(now)}`
  return `${LEADS} and ${HANDLED} and ${figure === RUNNING.late ? '' : 'not '}(${late(now)})`
}

const within = (column: string) => `${column} >= $2::timestamptz and ${column} < $3::timestamptz`
const valuesOf = ({ centre, first, last, now }: Asked) => [centre, startOfDay(first), endOfDay(last), ts(now)]

async function handling(
  db: Db,
  when: 'accepted' | 'due',
  asked: Asked,
  { name, key, from = '' }: RunningBy,
): Promise<Map<string, Running>> {
  const { rows } = await db.query<Running & { unit: string }>({
    name: `running ${when} ${name}`,
    text: `select unit, count(*) filter (where late)::int as late, count(*) filter (where not late)::int as undue
      from (select ${key} as unit, ${late('$4::timestamptz')} as late from ${leads(from)}
        and ${within(when === 'due' ? 'a.close_due' : 't.accepted_at')} and ${HANDLED}) x group by unit`,
    values: valuesOf(asked),
  })
  return new Map(rows.map(({ unit, late, undue }) => [unit, { late, undue }]))
}

async function unsignedIn(db: Db, asked: Asked, { name, key, from = '' }: RunningBy): Promise<Map<string, number>> {
  const { rows } = await db.query<{ unit: string; count: number }>({
    name: `running unsigned ${name}`,
    text: `select ${key} as unit, count(*)::int as count from ${leads(from)}
      and ${within('t.accepted_at')} and ${unsigned('$4::timestamptz')} group by 1`,
    values: valuesOf(asked),
  })
  return new Map(rows.map(({ unit, count }) => [unit, count]))
}
