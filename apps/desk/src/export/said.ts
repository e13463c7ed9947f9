/** What an export takes out, in words: for the one who asks, who approves, and who looks at the record later. */
import { MESSAGE_STAGES } from '@huying/core/message/wanted'
import { TASK_KINDS, TASK_WORDS } from '@huying/core/task/words'
import { useCallback } from 'react'
import type { Catalogue } from '../catalogue.ts'
import { useCatalogue } from '../session.tsx'
import { ORDER_WORDS, REQUEST_WORDS, URGENCY_WORDS } from '../words.ts'

/** Lists that can be taken out: /api/export/<kind>. */
export const EXPORT_NAMES = {
  orders: '工单登记表',
  requests: '诉求登记表',
  visits: '回访登记表',
  tasks: '任务清单',
  messages: '短信记录',
  editions: '通报明细',
  disposals: '到期清理清单',
  trail: '工单全程记录',
} as const
export type ExportKind = keyof typeof EXPORT_NAMES

/** What the page is narrowed to; the same words stand behind the ? of the export. */
export type ExportQuery = Readonly<Record<string, string | undefined>>

/** Lists of the desks that `list` may name. */
const LISTS: Readonly<Record<ExportKind, Readonly<Record<string, string>>>> = {
  orders: {
    returned: '退单待审',
    extensions: '延期待审',
    pauses: '暂停待审',
    rulings: '待定责',
    unreasonable: '无理诉求认定',
    review: '待审核',
    unsigned: '催签',
  },
  requests: {},
  visits: { due: '待回访', later: '约定再访', review: '回访审核', unreached: '未联系上', done: '已回访' },
  tasks: TASK_WORDS,
  messages: {},
  editions: {},
  disposals: {},
  trail: {},
}
const STAGES: Readonly<Partial<Record<ExportKind, Readonly<Record<string, string>>>>> = {
  requests: REQUEST_WORDS,
  messages: MESSAGE_STAGES,
}

function saidOf(kind: ExportKind, query: ExportQuery, words: Catalogue): string {
  const { list, q, unit, category, region, stage, type, channel, urgency, reason, from, to, kind: task } = query
  const stages = STAGES[kind] ?? ORDER_WORDS
  const place = region && (words.places.find(({ code }) => code === region)?.label ?? region)
  return [
    kind === 'trail' && '一件工单，受理到归档的每一步',
    list && (LISTS[kind][list] ?? list),
    (from || to) && `${kind === 'messages' ? '提交日期' : '受理日期'} ${from ?? '最早'} 至 ${to ?? '今日'}`,
    q && `含“${q}”`,
    words.unitShort(unit),
    words.categoryName(category),
    place,
    stage && ((stages as Readonly<Record<string, string>>)[stage] ?? stage),
    words.typeName(type),
    words.channelName(channel),
    urgency && (URGENCY_WORDS[urgency] ?? '一般'),
    reason && `驳回：${words.reasonName('review', reason)}`,
    task && (TASK_KINDS[task] ?? task),
  ]
    .filter(Boolean)
    .join(' · ')
}

export function useSaid() {
  const words = useCatalogue()
  return useCallback((kind: ExportKind, query: ExportQuery) => saidOf(kind, query, words) || '全部', [words])
}
