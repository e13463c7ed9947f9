/** What can be taken out as a file: each list with the filters of its page, read by the statement that the page reads. */
import type { Order } from '@huying/core/order/state'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { type Static, type TObject, Type } from '@sinclair/typebox'
import { keepsMessages, MESSAGE_FILTERS, messageLine, messageList, MESSAGES } from '../message/list.ts'
import { EDITION_ROWS, editionLines } from '../bulletin/register.ts'
import { refuse } from '../errors.ts'
import { CENTRE_TABS, type CentreTab, centreTab } from '../order/tabs.ts'
import { DISPOSAL_ITEMS, ITEM_FILTERS, itemLine, itemList } from '../retention/lists.ts'
import { type Asked, found } from '../search/lists.ts'
import { DIRECTION, FILTERS, ORDER_FILTERS, SEARCHED, sortOf } from '../shell/filters.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { TASK_FILTERS, TASK_TABS, taskList } from '../task/lists.ts'
import { readTexts } from '../text/read.ts'
import { VISIT_FILTERS, VISIT_TABS, visitExport, type VisitTab } from '../visit/lists.ts'
import {
  orderLine,
  ORDERS,
  type RequestFound,
  requestLine,
  REQUESTS,
  taskLine,
  TASKS,
  visitLine,
  VISITS,
  type Wording,
} from './registers.ts'
import type { Sheet } from './sheet.ts'
import { type Taken, taken } from './taken.ts'
import { TRAIL, trailLines } from './trail.ts'

export interface Reader {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}

export interface ExportList<Q extends TObject = TObject> {
  sheet: Sheet
  summary: string
  query: Q
  read(shell: Shell, reader: Reader, query: Static<Q>, limit: number): Promise<Taken>
}
const list = <Q extends TObject>(one: ExportList<Q>) => one as unknown as ExportList

const oneOf = <K extends string>(keys: readonly K[], title: string) =>
  Type.Union(
    keys.map((key) => Type.Literal(key)),
    { title },
  )
const SORTING = { sort: sortOf(SEARCHED.orders.sorts), dir: DIRECTION }
/** A register begins with the oldest; sorted otherwise where the page was. */
const inOrder = <Q extends Pick<Asked, 'sort' | 'dir'>>(query: Q) => ({ ...query, dir: query.dir ?? (query.sort ? 'down' : 'up') }) as const

export const EXPORTS = {
  orders: list({
    sheet: ORDERS,
    summary: '导出工单登记表',
    query: Type.Object({
      ...ORDER_FILTERS,
      ...SORTING,
      list: Type.Optional(oneOf(Object.keys(CENTRE_TABS) as CentreTab[], '列表')),
    }),
    read: async (shell, reader, { list: tab, ...query }, limit) => {
      const where = tab ? centreTab(tab, reader.now) : []
      const select = 't.id, t.state'
      const asked = { ...inOrder(query), ...reader, select, where }
      return taken(
        limit,
        (part) => found<{ id: string; sort_key: string | null; state: Order }>(shell.pool, 'orders', { ...asked, ...part }),
        async (rows) => {
          const wording = await worded(shell, reader, rows)
          return rows.map(({ state }) => orderLine(state, wording))
        },
      )
    },
  }),
  requests: list({
    sheet: REQUESTS,
    summary: '导出诉求登记表',
    query: Type.Object({ ...FILTERS, ...SORTING }),
    read: async (shell, reader, query, limit) => {
      const select = "t.id, t.stage, t.state, coalesce(o.lead_unit, t.state->'reply'->>'unit') as unit, o.number as order_number"
      const asked = { ...inOrder(query), ...reader, select }
      return taken(
        limit,
        (part) => found<RequestFound & { id: string; sort_key: string | null }>(shell.pool, 'requests', { ...asked, ...part }),
        async (rows) => {
          const wording = await worded(shell, reader, rows)
          return rows.map((row) => requestLine(row, wording))
        },
      )
    },
  }),
  visits: list({
    sheet: VISITS,
    summary: '导出回访登记表',
    query: Type.Object({ ...VISIT_FILTERS, list: oneOf(Object.keys(VISIT_TABS) as VisitTab[], '列表') }),
    read: (shell, reader, { list: tab, ...query }, limit) =>
      taken(
        limit,
        (part) => visitExport(shell.pool, tab, { ...query, ...reader, ...part }),
        (rows) => rows.map((row) => visitLine(row, reader.policy)),
      ),
  }),
  tasks: list({
    sheet: TASKS,
    summary: '导出任务清单',
    query: Type.Object({ ...TASK_FILTERS, list: oneOf(TASK_TABS, '列表') }),
    read: (shell, reader, { list: tab, ...query }, limit) =>
      taken(
        limit,
        (part) => taskList(shell.pool, tab, { ...query, ...reader, ...part }),
        (rows) => rows.map(taskLine),
      ),
  }),
  messages: list({
    sheet: MESSAGES,
    summary: '导出短信记录',
    query: Type.Object(MESSAGE_FILTERS),
    read: (shell, { centre, actor, policy }, query, limit) => {
      if (!keepsMessages(actor, policy)) return refuse('forbidden', '只有系统管理员可以导出短信记录')
      return taken(
        limit,
        (part) => messageList(shell.pool, centre, { ...query, ...part }),
        (rows) => rows.map((row) => messageLine(row, policy)),
      )
    },
  }),
  editions: list({
    sheet: EDITION_ROWS,
    summary: '导出通报明细',
    query: Type.Object({ edition: Type.String({ maxLength: 40, title: '通报版次' }) }),
    read: (shell, reader, { edition }, limit) => editionLines(shell, reader, edition, limit),
  }),
  disposals: list({
    sheet: DISPOSAL_ITEMS,
    summary: '导出到期清理清单',
    query: Type.Object({ ...ITEM_FILTERS, disposal: Type.String({ format: 'uuid', title: '到期清理' }) }),
    read: async (shell, { centre, actor }, { disposal, ...query }, limit) => {
      if (!(await loadFor(shell, centre, 'disposal', disposal, actor))) return refuse('not_found', '没有找到，或您无权查看')
      return taken(
        limit,
        (part) => itemList(shell.pool, centre, disposal, { ...query, ...part }),
        (rows) => rows.map(itemLine),
      )
    },
  }),
  trail: list({
    sheet: TRAIL,
    summary: '导出工单全程记录',
    query: Type.Object({ order: Type.String({ format: 'uuid', title: '工单' }) }),
    read: (shell, reader, { order }, limit) => trailLines(shell, reader, order, limit),
  }),
}
export type ExportKind = keyof typeof EXPORTS
export const EXPORT_KINDS = Object.keys(EXPORTS) as ExportKind[]

async function worded(shell: Shell, { centre, policy, now }: Reader, rows: readonly { state: Order | ServiceRequest }[]): Promise<Wording> {
  const refs = rows.flatMap(({ state }) => [state.title.id, state.content.id])
  const texts = await readTexts(shell.pool, centre, refs)
  return { policy, now, text: ({ id }) => texts.get(id) ?? '' }
}
