import { type Column, type OverlayItem, TitleCell } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { dueText, momentText } from '../time.ts'
import { orderHref, to } from '../where.ts'
import { ORDER_WORDS, REQUEST_WORDS, URGENCY_WORDS } from '../words.ts'
import type { Hit } from './types.ts'

type Words = Pick<Catalogue, 'unitShort' | 'categoryName' | 'typeName' | 'channelName'>

export const hrefOf = (hit: Hit): string => (hit.kind === 'orders' ? orderHref(hit.id) : to(`/requests/${hit.id}`))
const stageOf = (hit: Hit): string => (hit.kind === 'orders' ? ORDER_WORDS[hit.stage] : REQUEST_WORDS[hit.stage])

function chipsOf(hit: Hit): OverlayItem[] {
  const urgency = URGENCY_WORDS[hit.urgency]
  return [
    ...(urgency ? [{ key: 'urgency', label: urgency, kind: 'urgent' as const }] : []),
    ...(hit.confidential ? [{ key: 'confidential', label: '保密' }] : []),
    ...(hit.kind === 'orders' && hit.members > 1 ? [{ key: 'members', label: `多人一诉 ${hit.members}` }] : []),
    ...(hit.kind === 'orders' && hit.round > 1 ? [{ key: 'round', label: `重办第 ${hit.round - 1} 次` }] : []),
  ]
}

export function hitColumns(kind: Hit['kind'], words: Words, now: number, onGo: (href: string) => void): Column<Hit>[] {
  return [
    { key: 'number', title: '编号', width: 100, quiet: true, cell: (row) => row.number },
    { key: 'title', title: '标题', cell: (row) => <TitleCell title={row.title} href={hrefOf(row)} onGo={onGo} overlays={chipsOf(row)} /> },
    { key: 'type', title: '类型', width: 52, quiet: true, cell: (row) => words.typeName(row.type) },
    {
      key: 'category',
      title: '事项',
      width: 112,
      quiet: true,
      cell: (row) => <span title={words.categoryName(row.category)}>{words.categoryName(row.category)}</span>,
    },
    ...(kind === 'requests'
      ? [
          {
            key: 'channel',
            title: '来源',
            width: 84,
            quiet: true,
            cell: (row: Hit) =>
              row.kind === 'requests' ? <span title={words.channelName(row.channel)}>{words.channelName(row.channel)}</span> : '',
          },
        ]
      : []),
    { key: 'unit', title: '承办', width: 112, cell: (row) => <span title={words.unitShort(row.unit)}>{words.unitShort(row.unit)}</span> },
    { key: 'stage', title: '状态', width: 72, cell: stageOf },
    { key: 'accepted', title: '受理', width: 92, quiet: true, sortable: true, cell: (row) => momentText(row.accepted_at, now) },
    {
      key: 'due',
      title: kind === 'orders' ? '办理截止' : '答复截止',
      width: 124,
      sortable: true,
      cell: (row) => (row.due_at === null ? <span className="hy-mute">—</span> : dueText(row.due_at, now)),
    },
    {
      key: 'closed',
      title: '办结',
      width: 92,
      quiet: true,
      sortable: true,
      cell: (row) => (row.closed_at === null ? '' : momentText(row.closed_at, now)),
    },
  ]
}
