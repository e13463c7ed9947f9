/** 闭环校验 at 关账: what an order lacks becomes a task of who owes it; many gaps of one kind become one task each kind (SEC-03). */
import { addLength } from '@huying/core/calendar'
import { kindOf } from '@huying/core/bulletin/bars'
import { periodWords } from '@huying/core/bulletin/period'
import { GAP_WORDS, type Link, LINK_WORDS } from '@huying/core/bulletin/loop'
import type { Edition } from '@huying/core/bulletin/state'
import { SYSTEM } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Db } from '../db.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'

export const GAP_TASK = 'loop_gap'
const WITHIN = { amount: 3, unit: 'workday' } as const

export interface Gap {
  order: string
  number: string
  unit: string | null
  missing: Link[]
}

/** Orders of the edition whose loop is not closed, page by page. */
export async function gapsOf(db: Db, centre: string, edition: string, limit: number, after = ''): Promise<{ rows: Gap[]; next?: string }> {
  const { rows } = await db.query<Gap>({
    name: 'loop gaps',
    text: `select e.id as "order", e.number, e.unit, e.gaps as missing from edition_fact e
      where e.centre_id = $1 and e.edition_id = $2::uuid and e.noun = 'order' and e.gaps <> '{}' and e.figures @> '{orders}' and e.number > $3
      order by e.number limit $4`,
    values: [centre, edition, after, limit + 1],
  })
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.number : undefined }
}

export async function openGapTasks(shell: Shell, centre: string, edition: Edition): Promise<void> {
  const policy = await shell.packs.at(centre, edition.version)
  const most = kindOf(policy, edition.kind)?.gapTasks.value ?? 0
  const { rows, next } = await gapsOf(shell.pool, centre, edition.id, most)
  const owed = next === undefined ? rows.map((gap) => eachOwed(gap, policy)) : await togetherOwed(shell.pool, centre, edition, policy)
  const known = await openAbout(
    shell.pool,
    centre,
    owed.map(({ about }) => about.id),
  )
  const { due } = addLength(policy.calendar, shell.clock.now(), WITHIN)
  for (const task of owed) {
    if (known.has(task.about.id)) continue
    const call = { centre, actor: SYSTEM, noun: 'task', command: 'open', input: { kind: GAP_TASK, ...task, due } } as const
    await execute(shell, { ...call, key: `loop:${edition.id}:${task.about.id}:${task.unit}:${task.what.slice(0, 20)}` })
  }
}

interface Owed {
  about: { noun: string; id: string }
  unit: string
  what: string
}

/** Answer, call-back and cause are the centre's to see to, what the unit did is the unit's. */
const ofUnit = (link: Link) => link === 'answered' || link === 'followed'

function eachOwed({ order, number, unit, missing }: Gap, { pack }: Policy): Owed {
  const said = missing.map((link) => `${LINK_WORDS[link]}（${GAP_WORDS[link]}）`).join('、')
  const owner = missing.every(ofUnit) && unit ? unit : pack.city.centreUnit
  return { about: { noun: 'order', id: order }, unit: owner, what: `工单 ${number} 未闭环：${said}，请补齐` }
}

async function togetherOwed(db: Db, centre: string, { id, period }: Edition, { pack }: Policy): Promise<Owed[]> {
  const { rows } = await db.query<{ link: Link; count: number }>(
    `select g.link, count(*)::int as count from edition_fact e, unnest(e.gaps) as g(link)
      where e.centre_id = $1 and e.edition_id = $2::uuid and e.noun = 'order' and e.figures @> '{orders}' group by 1 order by 1`,
    [centre, id],
  )
  return rows.map(({ link, count }) => ({
    about: { noun: 'edition', id },
    unit: pack.city.centreUnit,
    what: `${periodWords(period)}关账有 ${count} 件工单${GAP_WORDS[link]}（${LINK_WORDS[link]}），请按闭环清单补齐`,
  }))
}

/** Orders that a gap task is open for already: an earlier edition found the same. */
async function openAbout(db: Db, centre: string, ids: string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select state->'about'->>'id' as id from task where centre_id = $1 and kind = $2 and stage = 'todo' and state->'about'->>'id' = any($3::text[])
      and state->'about'->>'noun' = 'order'`,
    [centre, GAP_TASK, ids],
  )
  return new Set(rows.map(({ id }) => id))
}
