/** How much each tab of 办理工作台 holds. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import type { Db } from '../db.ts'
import { type Count, MOST_COUNTED, placed, upTo, type Where } from '../shell/list.ts'
import { ASSIGNMENTS } from './lists.ts'
import { inSight, UNIT_TABS, type UnitTab, unitTab } from './tabs.ts'

export interface Desk {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}
type Counts = Record<UnitTab, number>

const TABS = Object.keys(UNIT_TABS) as UnitTab[]
/** What was handed in stays in its list for ever; every other tab is about what is still to be done or was ruled lately. */
const TO_DO = TABS.filter((tab) => tab !== 'submitted')
const NONE = Object.fromEntries(TABS.map((tab) => [tab, 0])) as Counts

/** Tabs that want somebody's hand, without a look through all that the unit ever did. */
export const countsToDo = (db: Db, desk: Desk) => counted(db, desk, TO_DO, inSight(desk.now))

/** Every tab, for the heads of the page. */
export async function unitCounts(db: Db, desk: Desk): Promise<Record<UnitTab, Count>> {
  const toDo = await countsToDo(db, desk)
  const tabs = TABS.map((tab) => [tab, { count: toDo[tab] }] as const)
  return { ...(Object.fromEntries(tabs) as Record<UnitTab, Count>), submitted: await submitted(db, desk) }
}

async function submitted(db: Db, { centre, actor, policy, now }: Desk): Promise<Count> {
  const scope = scopeSql('order', actor, policy, 3)
  const values: unknown[] = [centre, actor.unit, ...scope.values]
  const wheres = unitTab('submitted', now).map((where) => placed(where, values))
  const { rows } = await db.query<{ found: number }>(
    `select count(*)::int as found from (select 1 from ${ASSIGNMENTS}
       where a.centre_id = $1 and a.unit = $2 and ${scope.text} and ${wheres.join(' and ')} and a.round = t.round and t.stage <> 'void' limit ${MOST_COUNTED + 1}) x`,
    values,
  )
  return upTo(rows[0]?.found ?? 0)
}

async function counted(db: Db, { centre, actor, policy, now }: Desk, tabs: readonly UnitTab[], within: Where): Promise<Counts> {
  const scope = scopeSql('order', actor, policy, 3)
  const values: unknown[] = [centre, actor.unit, ...scope.values]
  const all = (wheres: Where[]) => wheres.map((where) => placed(where, values)).join(' and ')
  const bound = all([within])
  const counts = tabs.map((tab) => `count(*) filter (where ${all(unitTab(tab, now))}) as ${tab}`)
  const { rows } = await db.query<Counts>(
    `select ${counts.join(', ')} from ${ASSIGNMENTS}
     where a.centre_id = $1 and a.unit = $2 and ${scope.text} and ${bound} and a.round = t.round and t.stage <> 'void'`,
    values,
  )
  return { ...NONE, ...rows[0] }
}
