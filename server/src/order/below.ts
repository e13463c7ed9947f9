/**
 * 下级办理: what the level above sees of the units it sent work to: their load, what waits for it (审核、退单、延期、暂停、定责), and
 * whether they were in time. The same for a county over its streets, a bureau over its sections and the centre over all of them.
 */
import { isCentre } from '@huying/core/access/permit'
import { dayOf, formatDay, parseDay, startOf } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'
import { placed, type Where } from '../shell/list.ts'
import { assignmentList, ASSIGNMENTS, type Query } from './lists.ts'

export const BELOW_TABS = {
  review: '待审核',
  returns: '退单待审',
  extensions: '延期待审',
  pauses: '暂停待审',
  rulings: '待定责',
  open: '在办',
  over: '超期',
} as const
export type BelowTab = keyof typeof BELOW_TABS

/** The unit still owes its answer; what it submitted is no longer its load. */
const OWED = "a.live and a.stage <> 'submitted'"

function belowTab(tab: BelowTab, now: Instant): Where {
  switch (tab) {
    case 'review':
      return ["a.live and a.stage = 'submitted' and (a.level > 1 or t.stage = 'reviewing')"]
    case 'returns':
      return ["a.live and a.pending && array['return']"]
    case 'extensions':
      return ["a.live and a.pending && array['extension']"]
    case 'pauses':
      return ["a.live and a.pending && array['pause']"]
    case 'rulings':
      return ["a.live and a.pending && array['ruling']"]
    case 'open':
      return [OWED]
    case 'over':
      return [`${OWED} and a.paused_at is null and a.close_due < ?`, ts(now)]
  }
}

/** Rows as /api/orders/unit/:tab answers them, for one's own level or for one unit of it. */
export const belowList = (db: Db, tab: BelowTab, { unit, ...q }: Query) =>
  assignmentList(db, q, [
    ['a.parent_unit = ?', q.actor.unit],
    ...(unit === undefined ? [] : [['a.unit = ?', unit] as Where]),
    belowTab(tab, q.now),
  ])

export interface UnitBelow {
  unit: string
  name: string
  open: number
  near: number
  over: number
  /** Returns that wait for a ruling. */
  returns: number
  reviewWaiting: number
  /** 到期口径: of what was due this month, what was finished in time. */
  onTime: { numerator: number; denominator: number }
}

type Reader = Pick<Query, 'actor' | 'centre' | 'policy' | 'now'>

/** Every unit one level below, the latest and the fullest first; and what each list holds, for the heads of the page. */
export async function unitsBelow(db: Db, reader: Reader) {
  const counted = await countedBelow(db, reader)
  const codes = new Set([...directlyBelow(reader.actor, reader.policy), ...counted.keys()])
  const units = [...codes].map((unit): UnitBelow => {
    const own = counted.get(unit)
    return {
      unit,
      name: reader.policy.unit(unit)?.name ?? unit,
      open: own?.open ?? 0,
      near: own?.near ?? 0,
      over: own?.over ?? 0,
      returns: own?.returns ?? 0,
      reviewWaiting: own?.review ?? 0,
      onTime: { numerator: own?.in_time ?? 0, denominator: own?.due ?? 0 },
    }
  })
  const all = [...counted.values()]
  const tabs = TABS.map((tab) => ({ tab, label: BELOW_TABS[tab], count: all.reduce((n, own) => n + own[tab], 0) }))
  return { units: units.sort((a, b) => b.over - a.over || b.open - a.open), tabs }
}

const TABS = Object.keys(BELOW_TABS) as BelowTab[]
type Counted = Record<BelowTab | 'near' | 'due' | 'in_time', number>

async function countedBelow(db: Db, reader: Reader): Promise<Map<string, Counted>> {
  const { columns, values, from } = below(reader)
  const month = [ts(startOf(firstOfMonth(reader.now))), ts(reader.now)]
  const due = "a.stage not in ('moved', 'recalled', 'waived') and a.close_due >= ? and a.close_due < ?"
  for (const tab of TABS) columns.push(`${count(placed(belowTab(tab, reader.now), values), 'a.round = t.round')} as ${tab}`)
  const near: Where = [`${OWED} and a.near_at <= ? and a.close_due >= ?`, ts(reader.now), ts(reader.now)]
  columns.push(`${count(placed(near, values), 'a.round = t.round')} as near`)
  columns.push(`${count(placed([due, ...month], values))} as due`)
  columns.push(`${count(placed([due, ...month], values), 'a.finished_at <= a.close_due')} as in_time`)
  const lately = placed(['(a.live or a.close_due >= ?)', month[0]], values)
  const { rows } = await db.query<Counted & { unit: string }>(
    `select ${columns.join(', ')} from ${from} and ${lately} group by a.unit`,
    values,
  )
  return new Map(rows.map((r) => [r.unit, r]))
}

const count = (...wheres: string[]) => `(count(*) filter (where ${wheres.join(' and ')}))::int`

/** Assignments one level below the reader, as far as his post sees their orders. */
function below({ actor, centre, policy }: Reader) {
  const scope = scopeSql('order', actor, policy, 3)
  const from = `${ASSIGNMENTS} where a.centre_id = $1 and a.parent_unit = $2 and t.stage <> 'void' and ${scope.text}`
  return { columns: ['a.unit'], values: [centre, actor.unit, ...scope.values] as unknown[], from }
}

/** Units of the pack whose next level above this is; for the centre, those that it reaches directly. */
function directlyBelow(actor: Actor, policy: Policy): string[] {
  const parent = isCentre(actor, policy) ? undefined : actor.unit
  return policy.pack.units.filter((u) => u.kind !== 'centre' && u.parent === parent).map((u) => u.code)
}

const firstOfMonth = (now: Instant) => parseDay(`${formatDay(dayOf(now)).slice(0, 7)}-01`)
