/**
 * 重算时限: when a version arranges a year that was provisional, each open order and request with a provisional deadline gets one job that
 * decides it again (core `recalculate`). The jobs are written with the count in one statement; a second call writes nothing. They are due
 * when every process knows the year: whoever decided earlier by the old calendar would find nothing to correct and end the job.
 */
import type { Instant } from '@huying/core/kernel'
import type { Pack } from '@huying/core/policy/schema'
import { type Db, ts } from '../db.ts'
import { KNOWN_AFTER } from '../pack/packs.ts'
import type { Shell } from '../shell/shell.ts'

export interface Recalculation {
  version: number
  years: string[]
  at: Instant
  by: string
  orders: Progress
  requests: Progress
}
interface Progress {
  total: number
  left: number
  /** Of these left, tried and not done yet. */
  failed: number
}

const PROVISIONAL = '$.assignments[*].clocks.*.provisional ? (@ == true)'
const OPEN_ORDERS = "('pooled', 'dispatched', 'working', 'reviewing', 'visiting')"
const OPEN_REQUESTS = "('registered', 'linked', 'replied')"

export async function yearsArranged(shell: Shell, centre: string, before: Pack, after: Pack, version: number, by: string): Promise<void> {
  const years = Object.keys(after.years).filter((year) => before.years[year] === undefined)
  const [year] = years
  if (year === undefined) return
  const input = { year: years.join('、'), title: after.years[year]?.source.title }
  const now = shell.clock.now()
  await shell.pool.query(
    `with found as (
        select 'order' as noun, id from work_order where centre_id = $1 and stage in ${OPEN_ORDERS}
          and (jsonb_path_exists(state, '${PROVISIONAL}') or state->'dispatchClock'->>'provisional' = 'true')
        union all
        select 'request', id from service_request where centre_id = $1 and stage in ${OPEN_REQUESTS} and state->'answerBy'->>'provisional' = 'true'
      ), counted as (
        insert into recalculation (centre_id, version, years, at, by, orders, requests)
        select $1, $2::int, $3, $4, $5, count(*) filter (where noun = 'order'), count(*) filter (where noun = 'request') from found
        on conflict do nothing returning 1
      )
      insert into job (centre_id, key, noun, stream, command, input, due_at)
      select $1, 'recalculate:' || $2::int || ':' || noun || ':' || id, noun, id, 'recalculate', $6::jsonb, $7::timestamptz
      from found where exists (select 1 from counted) on conflict do nothing`,
    [centre, version, years, ts(now), by, JSON.stringify(input), ts(now + KNOWN_AFTER)],
  )
}

/** The last ones, with what is left of each. */
export async function recalculationsOf(db: Db, centre: string): Promise<Recalculation[]> {
  const { rows } = await db.query<Omit<Recalculation, 'orders' | 'requests'> & Record<string, number>>(
    `select r.version, r.years, r.at, r.by, r.orders, r.requests, ${LEFT.map((part) => `l.${part}`).join(', ')}
     from (select * from recalculation where centre_id = $1 order by version desc limit 5) r cross join lateral (
       select ${COUNTS} from job j where j.centre_id = $1
         and j.key >= 'recalculate:' || r.version || ':' and j.key < 'recalculate:' || r.version || ';') l
     order by r.version desc`,
    [centre],
  )
  return rows.map((r) => ({
    version: r.version as number,
    years: r.years,
    at: r.at,
    by: r.by,
    orders: { total: r.orders ?? 0, left: r.orders_left ?? 0, failed: r.orders_failed ?? 0 },
    requests: { total: r.requests ?? 0, left: r.requests_left ?? 0, failed: r.requests_failed ?? 0 },
  }))
}

const LEFT = ['orders_left', 'orders_failed', 'requests_left', 'requests_failed'] as const
const COUNTS = (['order', 'request'] as const)
  .map(
    (noun) => `count(*) filter (where noun = '${noun}')::int as ${noun}s_left,
      count(*) filter (where noun = '${noun}' and last_error is not null)::int as ${noun}s_failed`,
  )
  .join(', ')
