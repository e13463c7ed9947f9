/** 消息: how much waits in each list of the reader's post. Pages ask again when the change stream says that something moved. */
import { isCentre } from '@huying/core/access/permit'
import { plus } from '@huying/core/calendar'
import type { Actor, Instant, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { FastifyInstance } from 'fastify'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'
import { applicationsWaiting } from '../export/approvals.ts'
import { signedIn } from '../session.ts'
import { COUNTED, keepsMessages, messagesUnsent } from '../message/list.ts'
import { countsToDo } from '../order/counts.ts'
import { centreTab, type CentreTab, type UnitTab } from '../order/tabs.ts'
import { placed, type Where } from '../shell/list.ts'
import { foundLast } from '../seal/runs.ts'
import type { Shell } from '../shell/shell.ts'

export interface NoticeList {
  /** Code of the page and of the list on it. */
  page: string
  list: string
  label: string
  count: number
}
interface Asked {
  db: Db
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}

/** Lists that want somebody's hand, by page; the rest of a page's tabs is for looking things up. */
const CENTRE_LISTS: Readonly<Record<string, readonly [CentreTab, string][]>> = {
  dispatch: [
    ['pool', '待派发'],
    ['returned', '退单待审'],
    ['extensions', '延期待审'],
    ['pauses', '暂停待审'],
    ['unsigned', '催签'],
  ],
  review: [['review', '待审核']],
}
const UNIT_LISTS: Readonly<Record<string, readonly [UnitTab, string][]>> = {
  unit: [
    ['to_sign', '待签收'],
    ['due_today', '今日到期'],
    ['overdue', '超期'],
    ['sent_back', '驳回待改'],
    ['waiting', '待协办反馈'],
  ],
  signing: [['signing', '待签批']],
}

const MORE: Readonly<Record<string, (asked: Asked) => Promise<NoticeList[]>>> = {
  web_intake: async (asked) => [
    {
      page: 'web_intake',
      list: 'pending',
      label: '网上待受理',
      count: await counted(asked, 'request', 'service_request', ["t.stage = 'pending'"]),
    },
  ],
  visit: async (asked) => [
    {
      page: 'visit',
      list: 'due',
      label: '待回访',
      count: await counted(asked, 'visit', 'visit', ["t.stage in ('due', 'again') and t.not_before <= ?", ts(asked.now)]),
    },
  ],
  // Agreed answers to be written or looked at again are counted with the agreed answers.
  tasks: async (asked) => [
    {
      page: 'tasks',
      list: 'todo',
      label: '本单位待办任务',
      count: await counted(asked, 'task', 'task', [
        "t.stage = 'todo' and t.kind <> all('{no_answer,entry_review}') and t.unit = ?",
        asked.actor.unit,
      ]),
    },
  ],
  business: async (asked) => {
    const { db, centre, actor, policy } = asked
    const may = (command: string) => policy.post(actor.post)?.commands.includes(command) ?? false
    const line = async (list: string, label: string, count: Promise<number>) => ({ page: 'business', list, label, count: await count })
    return [
      ...(may('export.approve') ? [await line('exports', '导出待批准', applicationsWaiting(db, centre, actor.user))] : []),
      ...(may('disposal.rule')
        ? [await line('retention', '到期清理待审批', counted(asked, 'disposal', 'disposal', ["t.stage = 'proposed'"]))]
        : []),
      ...(may('hold.rule_lift')
        ? [await line('holds', '保全待审批解除', counted(asked, 'hold', 'legal_hold', ["t.stage = 'lift_asked'"]))]
        : []),
    ]
  },
  // What waits for the leader, and what for a ruling; units have a task.
  editions: async (asked) => {
    const may = (command: string) => asked.policy.post(asked.actor.post)?.commands.includes(command) ?? false
    const issue = may('edition.issue') ? await counted(asked, 'edition', 'edition', ["t.stage = 'submitted'"]) : 0
    const rule = may('edition.rule')
      ? await counted(asked, 'edition', 'edition', [
          "t.stage = 'checking' and exists (select 1 from jsonb_array_elements(t.state->'objections') o where o->'ruled' is null)",
        ])
      : 0
    return [
      { page: 'editions', list: 'submitted', label: '通报待印发', count: issue },
      { page: 'editions', list: 'objections', label: '通报异议待裁定', count: rule },
    ].filter(({ list }) => may(list === 'submitted' ? 'edition.issue' : 'edition.rule'))
  },
  system: async ({ db, centre, actor, policy, now }) =>
    keepsMessages(actor, policy)
      ? [{ page: 'system', list: 'messages', label: '短信未送达', count: await messagesUnsent(db, centre, plus(now, -COUNTED)) }]
      : [],
  audit: async ({ db, centre }) => [{ page: 'audit', list: 'seal', label: '审计校验发现不符', count: await foundLast(db, centre) }],
  knowledge: async (asked) =>
    asked.policy.post(asked.actor.post)?.commands.includes('task.done')
      ? [
          {
            page: 'knowledge',
            list: 'tasks',
            label: '待补录、续审口径',
            count: await counted(asked, 'task', 'task', ["t.kind = any('{no_answer,entry_review}') and t.stage = 'todo'"]),
          },
        ]
      : [],
}

export async function noticesOf(asked: Asked): Promise<NoticeList[]> {
  const { actor, policy } = asked
  const pages = policy.post(actor.post)?.pages ?? []
  const parts = await Promise.all(pages.map((page) => listsOf(page, asked)))
  return parts.flat()
}

async function listsOf(page: string, asked: Asked): Promise<NoticeList[]> {
  const { db, centre, actor, policy, now } = asked
  const central = CENTRE_LISTS[page]
  if (central && isCentre(actor, policy)) {
    return Promise.all(
      central.map(async ([list, label]) => {
        const where = centreTab(list, now)
        return { page, list, label, count: await counted(asked, 'order', 'work_order', ...where) }
      }),
    )
  }
  const own = UNIT_LISTS[page]
  if (own && !isCentre(actor, policy)) {
    const counts = await countsToDo(db, { centre, actor, policy, now })
    return own.map(([list, label]) => ({ page, list, label, count: counts[list] }))
  }
  return MORE[page]?.(asked) ?? []
}

/** Rows in the reader's scope that meet the conditions. */
async function counted({ db, centre, actor, policy }: Asked, noun: Noun, table: string, ...where: Where[]): Promise<number> {
  const scope = scopeSql(noun, actor, policy, 2)
  const values: unknown[] = [centre, ...scope.values]
  const conditions = where.map((one) => placed(one, values))
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from ${table} t where ${['t.centre_id = $1', scope.text, ...conditions].join(' and ')}`,
    values,
  )
  return rows[0]?.count ?? 0
}

export function noticeRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/notices', { schema: { summary: '本岗位各待办列表的件数' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    return { lists: await noticesOf({ db: shell.pool, centre, actor, policy, now: shell.clock.now() }) }
  })
}
