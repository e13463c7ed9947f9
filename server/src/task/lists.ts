/** 任务 as lists: what a unit owes and what it has done, searched, sorted and exported from one statement. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Task } from '@huying/core/task/task'
import { Type } from '@sinclair/typebox'
import { REVIEWED } from '../knowledge/review.ts'
import { scopeWhere } from '../access.ts'
import type { Db } from '../db.ts'
import { seenAmong } from '../shell/seen.ts'
import { DIRECTION, type Direction, FILTERS } from '../shell/filters.ts'
import { numberIn, page, searchWhere, type Where } from '../shell/list.ts'
import { openRefs, readTexts } from '../text/read.ts'

/** What 任务 are narrowed by, on their page and in their file. */
export const TASK_FILTERS = { q: FILTERS.q, unit: FILTERS.unit, kind: Type.Optional(Type.String({ maxLength: 40 })), dir: DIRECTION }

export const TASK_TABS = ['todo', 'done', 'cancelled'] as const
export type TaskTab = (typeof TASK_TABS)[number]

const ABOUT = "t.state->'about'->>'id'"
/** Only what is an id of ours is looked up; what a task is about is written by whoever opens it. */
const ABOUT_ID = `case when ${ABOUT} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${ABOUT})::uuid end`
/** Number of the order or request that a task is about, title of the agreed answer. */
const NUMBER = `case t.state->'about'->>'noun'
  when 'order' then (select o.number from work_order o where o.centre_id = t.centre_id and o.id = ${ABOUT_ID})
  when 'request' then (select r.number from service_request r where r.centre_id = t.centre_id and r.id = ${ABOUT_ID})
  when 'edition' then (select e.period || ' 通报' from edition e where e.centre_id = t.centre_id and e.id = ${ABOUT_ID})
  when 'knowledge' then ${REVIEWED.title} end`
const OUTSIDE = { order: '无权查看的工单', request: '无权查看的诉求' } as const
const isKept = (noun: string): noun is keyof typeof OUTSIDE => noun in OUTSIDE

export interface TaskQuery {
  centre: string
  actor: Actor
  policy: Policy
  q?: string
  unit?: string
  kind?: string
  /** What is owed by its time, the nearest first; what has ended by its end, the newest first. */
  dir?: Direction
  after?: string
  limit: number
}

export interface TaskLine {
  id: string
  stage: Task['stage']
  kind: string
  about: { noun: string; id: string; name: string }
  unit: string
  unitName: string
  what?: string
  due?: Instant
  openedAt: Instant
  openedBy: string
  endedAt?: Instant
  endedBy?: string
}

export async function taskList(db: Db, tab: TaskTab, q: TaskQuery): Promise<{ rows: TaskLine[]; next?: string }> {
  const { centre, policy, dir = tab === 'todo' ? 'up' : 'down' } = q
  const found = await page<{ id: string; state: Task; number: string | null; sort_key: string | null }>(db, {
    ...q,
    noun: 'task',
    select: `t.id, t.state, ${NUMBER} as number`,
    from: 'task t',
    where: [['t.stage = ?', tab], ...filters(q)],
    sort: tab === 'todo' ? 't.due_at' : 't.ended_at',
    descending: dir === 'down',
  })
  const texts = await readTexts(db, centre, openRefs(found.rows.map((r) => r.state.what)))
  // A task may speak of an order or request that its reader may not open: then it does not name it.
  const idsOf = (noun: string) => found.rows.flatMap(({ state: { about } }) => (about.noun === noun ? [about.id] : []))
  const seen = new Set((await Promise.all(TABLES.map(([noun]) => seenAmong(db, q, noun, idsOf(noun))))).flatMap((ids) => [...ids]))
  const rows = found.rows.map(({ number, state: { id, stage, kind, about, unit, what, due, openedAt, openedBy, endedAt, endedBy } }) => ({
    ...{ id, stage, kind, unit, due, openedAt, openedBy, endedAt, endedBy },
    about:
      isKept(about.noun) && number !== null && !seen.has(about.id)
        ? { noun: about.noun, id: '', name: OUTSIDE[about.noun] }
        : { ...about, name: nameOf(about, number, policy) },
    unitName: policy.unit(unit)?.name ?? unit,
    what: texts.get(what.id),
  }))
  return { rows, next: found.next }
}

const TABLES = [
  ['order', 'work_order'],
  ['request', 'service_request'],
] as const

function filters({ q, unit, kind, actor, policy }: TaskQuery): Where[] {
  return [
    ...(q ? [wordsWhere(q, actor, policy)] : []),
    ...(unit ? [['t.unit = ?', unit] as Where] : []),
    ...(kind ? [['t.kind = ?', kind] as Where] : []),
  ]
}

/** Words of the task, or the number of what it is about. */
function wordsWhere(typed: string, actor: Actor, policy: Policy): Where {
  const number = numberIn(typed)
  if (!number) return searchWhere(typed)
  // An array, read once: the index on what tasks are about is then looked into with it. $1 is the centre (page).
  const values: unknown[] = []
  const found = TABLES.map(([noun, table]) => {
    const [scope, ...bound] = scopeWhere(noun, actor, policy)
    values.push(number, ...bound)
    return `select t.id::text from ${table} t where t.centre_id = $1 and t.number = ? and ${scope}`
  })
  return [`${ABOUT} = any(array(${found.join(' union all ')}))`, ...values]
}

/** How the thing is called that a task is about. */
function nameOf({ noun, id }: Task['about'], number: string | null, policy: Policy): string {
  if (noun === 'unit') return policy.unit(id)?.name ?? id
  if (noun === 'category') return policy.category(id)?.name ?? ''
  return number ?? ''
}
