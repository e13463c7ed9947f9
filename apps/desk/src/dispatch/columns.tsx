import { ClockBadge, type Column, TitleCell } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { runningBadge } from '../clock.ts'
import { orderHref } from '../where.ts'
import { chipsOf } from './lot.ts'
import type { OrderRow } from './view.ts'

type Words = Pick<Catalogue, 'unitShort' | 'categoryName' | 'markName'>

export type OrderColumns = Record<'number' | 'title' | 'unit' | 'matter' | 'due', Column<OrderRow>>

/** Columns that the centre's worklists share. */
export function orderColumns(words: Words, now: number, onGo: (href: string) => void): OrderColumns {
  return {
    // Numbers are given in the order of acceptance.
    number: { key: 'accepted', title: '编号', width: 100, quiet: true, sortable: true, cell: (row) => row.number },
    title: {
      key: 'title',
      title: '标题',
      cell: (row) => <TitleCell title={row.title} href={orderHref(row.id)} onGo={onGo} overlays={chipsOf(row, undefined, words)} />,
    },
    unit: {
      key: 'unit',
      title: '承办',
      width: 112,
      cell: (row) => <span title={words.unitShort(row.lead_unit)}>{words.unitShort(row.lead_unit)}</span>,
    },
    matter: { key: 'matter', title: '事项', width: 120, quiet: true, cell: (row) => words.categoryName(row.category) },
    due: { key: 'due', title: '办理截止', width: 168, sortable: true, cell: (row) => <Due row={row} now={now} /> },
  }
}

function Due({ row, now }: { row: OrderRow; now: number }) {
  if (row.due_at === null) return <span className="hy-mute">未起算</span>
  const badge = runningBadge(row.accepted_at, row.due_at, now)
  return (
    <ClockBadge level={badge.level} used={badge.used}>
      {badge.text}
    </ClockBadge>
  )
}
