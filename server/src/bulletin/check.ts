/** 单位核对: the rows of one unit, for each rate that units check: counted, counted against it, or left out and why. */
import { type Counted, figuresUnder } from '@huying/core/bulletin/adjust'
import { kindOf } from '@huying/core/bulletin/bars'
import type { CheckPage, CheckRow, Judged } from '@huying/core/bulletin/checked'
import type { Edition, Objection } from '@huying/core/bulletin/state'
import type { Policy } from '@huying/core/policy/policy'
import type { Month } from '../figures/month.ts'
import { sumOf } from '@huying/core/measure/evaluate'
import { measureNamed } from '../figures/named.ts'
import { unitsFrom } from '../figures/units.ts'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { FACT, type FrozenFact } from './frozen.ts'
import { changesIn, lookFrozen } from './look.ts'

export interface CheckAsked {
  unit: string
  /** Only what counts against the unit or is left out. */
  only?: 'missed'
  after?: string
  limit: number
}

/** Figures of orders are judged on order rows, those of call-backs on request rows. */
const ON_ORDERS = new Set(['onTime', 'signedInTime', 'closed', 'contacted', 'returned'])
const BATCH = 500

export async function checkPage(shell: Shell, centre: string, edition: Edition, asked: CheckAsked): Promise<CheckPage> {
  const look = await lookFrozen(shell, centre, edition)
  const { policy } = look
  const names = kindOf(policy, edition.kind)?.checked ?? []
  const changed = await changesIn(shell.pool, centre, edition)
  const rates = ratesOf(look, asked.unit, names)
  const rows: CheckRow[] = []
  let after = asked.after
  for (;;) {
    const batch = await factsOfUnit(shell, centre, edition.id, asked.unit, after)
    for (const fact of batch) {
      after = `${ts(fact.at)}~${fact.id}`
      const counts = changed.get(fact.id)?.counts ?? fact.counts
      const row = rowOf(fact, counts, names, asked.unit, edition, policy)
      if (asked.only && row.judged.every(({ counted }) => counted === 'yes')) continue
      rows.push(row)
      if (rows.length === asked.limit) return { rates, rows, next: after }
    }
    if (batch.length < BATCH) return { rates, rows }
  }
}

/** The unit's own rates, by the name they are checked by. */
function ratesOf(look: Month, unit: string, names: readonly string[]): CheckPage['rates'] {
  const own = unitsFrom(look).find((one) => one.unit === unit)
  return names.flatMap((rate) => {
    const one = own && isChecked(rate) ? own[rate] : undefined
    return one ? [{ rate, label: one.label, percent: one.percent, numerator: one.numerator, denominator: one.denominator }] : []
  })
}
/** Rates that there are for a unit. */
export const CHECKED = ['signedInTime', 'onTime', 'contacted', 'solved', 'satisfied'] as const
const isChecked = (rate: string): rate is (typeof CHECKED)[number] => (CHECKED as readonly string[]).includes(rate)

async function factsOfUnit({ pool }: Shell, centre: string, edition: string, unit: string, after?: string): Promise<FrozenFact[]> {
  const [at, id] = after?.split('~') ?? ['-infinity', '00000000-0000-0000-0000-000000000000']
  const { rows } = await pool.query<FrozenFact>({
    name: 'frozen of unit',
    text: `select ${FACT} from edition_fact e where e.centre_id = $1 and e.edition_id = $2::uuid and (e.at, e.id) > ($3::timestamptz, $4::uuid)
      and e.units @> array[$5::text] order by e.at, e.id limit ${BATCH}`,
    values: [centre, edition, at, id, unit],
  })
  return rows
}

function rowOf(
  fact: FrozenFact,
  counts: readonly Counted[],
  names: readonly string[],
  unit: string,
  edition: Edition,
  policy: Policy,
): CheckRow {
  const { id, noun, number, order, at, due, finished } = fact
  const own = figuresUnder(counts, 'unit', unit)
  const frozen = figuresUnder(fact.counts, 'unit', unit)
  const judged = names
    .filter((name) => ON_ORDERS.has(name) === (noun === 'order'))
    .flatMap((rate): Judged[] => {
      const { of, among: whole } = measureNamed(policy, rate) ?? {}
      if (!of || !whole) return []
      const among = sumOf(whole, (f) => own[f] ?? 0)
      if (among <= 0) {
        const was = sumOf(whole, (f) => frozen[f] ?? 0) > 0
        return [{ rate, counted: 'left_out', why: was ? '异议裁定：不计入考核' : reasonOf(own, noun, rate) }]
      }
      return [{ rate, counted: sumOf(of, (f) => own[f] ?? 0) > 0 ? 'yes' : 'no' }]
    })
  const objection = edition.objections.findLast((one) => one.fact.id === id && one.unit === unit)
  return {
    ...{ id, noun: noun as CheckRow['noun'], number, order, at, due, finished, judged },
    ...(objection ? { objection: said(objection) } : {}),
  }
}

const said = ({ no, claim, ruled }: Objection) => ({ no, claim, ruled: ruled !== undefined, granted: ruled?.granted })

/** Why a row is in no denominator of the rate, from what it counts. */
function reasonOf(figures: Record<string, number>, noun: FrozenFact['noun'], rate: string): string {
  const has = (figure: string) => (figures[figure] ?? 0) > 0
  if (noun === 'order') {
    if (has('running_undue')) return '在办，未到期'
    if (!has('dispatched')) return '关账时尚未派发'
    if (rate === 'signedInTime') return '尚未签收，未到期'
    return rate === 'onTime' ? '办结时限不在本期' : '无须联系'
  }
  if (has('rated_praise') || has('replied_praise')) return '表扬，不计满意'
  if (has('unreasonable')) return '经核准的无理诉求'
  if (has('reached')) return '联系上，未作评价'
  if (has('visited')) return '回访未联系上'
  return '关账时尚未回访'
}
