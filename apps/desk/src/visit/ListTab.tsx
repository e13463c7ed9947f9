import { type Column, DataTable, Empty, KeyLine, TitleCell } from '@huying/ui'
import { errorLine } from '../api.ts'
import { ListFilters } from '../dispatch/ListFilters.tsx'
import { CUT } from '../dispatch/SaidFoot.tsx'
import { useNarrowed } from '../dispatch/useNarrowed.ts'
import { whenText } from '../dispatch/view.ts'
import { Export } from '../export/Export.tsx'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { outcomeText } from './outcome.ts'
import { useVisitList } from './queries.ts'
import type { VisitRow } from './types.ts'

export type ListKey = 'later' | 'unreached' | 'done'
const EMPTY: Record<ListKey, { why: string; next: string }> = {
  later: { why: '没有约定再访的回访。', next: '未接通或约了时间的会出现在这里，到时回到待回访。' },
  unreached: { why: '没有未联系上的回访。', next: '拨满次数仍未接通的会出现在这里。' },
  done: { why: '没有已完成的回访。', next: '记录结果后会出现在这里。' },
}

/** What is agreed for later, what nobody could reach, what is done: to look up. */
export function ListTab({ tab, label }: { tab: ListKey; label: string }) {
  const { narrowed, narrow, any, sort, onSort } = useNarrowed()
  const asked = { ...narrowed, dir: sort?.order }
  const list = useVisitList(tab, asked)
  const words = useCatalogue()
  const now = useNow()
  const go = useGo()
  const when: Column<VisitRow> =
    tab === 'later'
      ? { key: 'when', title: '再访时间', width: 112, sortable: true, cell: (row) => whenText(row.not_before, now) }
      : {
          key: 'when',
          title: '回访时间',
          width: 112,
          quiet: true,
          sortable: true,
          cell: (row) => (row.done_at === null ? '' : whenText(row.done_at, now)),
        }
  const columns: Column<VisitRow>[] = [
    { key: 'number', title: '编号', width: 100, quiet: true, cell: (row) => row.number },
    { key: 'title', title: '标题', cell: (row) => <TitleCell title={row.title} href={orderHref(row.order_id)} onGo={go} /> },
    { key: 'unit', title: '承办', width: 132, cell: (row) => words.unitShort(row.unit) },
    { key: 'attempts', title: '拨打', width: 64, quiet: true, cell: (row) => (row.self_rated ? '自评' : `${row.attempts} 次`) },
    ...(tab === 'done'
      ? [{ key: 'outcome', title: '结果', width: 300, cell: (row: VisitRow) => outcomeText(row.outcome, words.scale) }]
      : []),
    when,
  ]
  return (
    <div className="dp-list vs-list">
      <ListFilters value={narrowed} onChange={narrow}>
        <Export kind="visits" query={{ list: tab, ...asked }} />
      </ListFilters>
      <DataTable
        label={label}
        columns={columns}
        rows={list.data?.rows ?? []}
        rowKey={({ id }) => id}
        rowLabel={({ number, title }) => `${number} ${title}`}
        sort={sort}
        onSort={onSort}
        onOpen={({ order_id: id }) => go(orderHref(id))}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={any ? <Empty why="没有符合条件的回访。" next="请放宽或清除筛选。" /> : <Empty {...EMPTY[tab]} />}
        foot={
          <KeyLine
            items={[
              { keys: ['J', 'K'], label: '上下' },
              { keys: ['Enter'], label: '打开工单' },
            ]}
            note={list.data?.next ? CUT : '输入时快捷键不生效'}
          />
        }
      />
    </div>
  )
}
