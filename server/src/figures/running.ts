/**
 * What the clock alone decides and no delta carries: handling that runs, past its deadline or not yet due, and orders that nobody has
 * signed for in time. Never by any stored mark; of the lead of the first round, unit by unit.
 */
import type { Instant } from '@huying/core/kernel'
import { type Db, ts } from '../db.ts'
import { RUNNING } from '../order/tabs.ts'
import { endOfDay, startOfDay } from '../period.ts'

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

export async function runningOf(db: Db, asked: Asked): Promise<Map<string, StillRunning>> {
  const [accepted, due, unsigned] = [await handling(db, 'accepted', asked), await handling(db, 'due', asked), await unsignedIn(db, asked)]
  const units = new Set([...accepted.keys(), ...due.keys(), ...unsigned.keys()])
  return new Map(
    [...units].map((unit) => [
      unit,
      { accepted: accepted.get(unit) ?? NONE.accepted, due: due.get(unit) ?? NONE.due, unsigned: unsigned.get(unit) ?? 0 },
    ]),
  )
}

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

const LEAD = `work_order t join assignment a on a.centre_id = t.centre_id and a.order_id = t.id
  where t.centre_id = $1 and ${RUNNING} and a.role = 'lead' and a.round = 1 and a.live`
const within = (column: string) => `${column} >= $2::timestamptz and ${column} < $3::timestamptz`
const valuesOf = ({ centre, first, last, now }: Asked) => [centre, startOfDay(first), endOfDay(last), ts(now)]

/** A paused clock stands still. */
async function handling(db: Db, by: 'accepted' | 'due', asked: Asked): Promise<Map<string, Running>> {
  const { rows } = await db.query<Running & { unit: string }>({
    name: `running ${by}`,
    text: `select unit, count(*) filter (where late)::int as late, count(*) filter (where not late)::int as undue
      from (select a.unit, coalesce(a.paused_at, $4::timestamptz) > a.close_due as late from ${LEAD}
        and ${within(by === 'due' ? 'a.close_due' : 't.accepted_at')} and a.finished_at is null) x group by unit`,
    values: valuesOf(asked),
  })
  return new Map(rows.map(({ unit, late, undue }) => [unit, { late, undue }]))
}

async function unsignedIn(db: Db, asked: Asked): Promise<Map<string, number>> {
  const { rows } = await db.query<{ unit: string; count: number }>({
    name: 'running unsigned',
    text: `select a.unit, count(*)::int as count from ${LEAD}
      and ${within('t.accepted_at')} and a.signed_at is null and a.sign_due < $4::timestamptz group by a.unit`,
    values: valuesOf(asked),
  })
  return new Map(rows.map(({ unit, count }) => [unit, count]))
}
