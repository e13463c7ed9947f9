import '../dispatch/dispatch.css'
import './visit.css'
import { type Column, DataTable, Empty, TitleCell } from '@huying/ui'
import { useEffect, useRef, useState } from 'react'
import { errorLine } from '../api.ts'
import { SaidFoot } from '../dispatch/SaidFoot.tsx'
import { ListFilters } from '../dispatch/ListFilters.tsx'
import { useNarrowed } from '../dispatch/useNarrowed.ts'
import { whenText } from '../dispatch/view.ts'
import { Export } from '../export/Export.tsx'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { DECISIONS } from './decisions.ts'
import { outcomeText } from './outcome.ts'
import { useVisit, useVisitList } from './queries.ts'
import type { VisitRow } from './types.ts'
import { VisitReviewCase } from './VisitReviewCase.tsx'
import { VisitTabs } from './VisitTabs.tsx'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  ...DECISIONS.map(({ label }, index) => ({ keys: [String(index + 1)], label })),
  { keys: ['Enter'], label: '打开工单' },
]

/** 回访审核: what the answers propose is decided here, with a reason; at 11:40 and 17:40 the list is sorted through. */
export function VisitReviewPage() {
  const { narrowed, narrow, any, sort, onSort } = useNarrowed()
  const asked = { ...narrowed, dir: sort?.order }
  const list = useVisitList('review', asked)
  const words = useCatalogue()
  const now = useNow()
  const go = useGo()
  const [current, setCurrent] = useState<string>()
  const [said, setSaid] = useState<string>()
  const place = useRef(0)
  const rows = list.data?.rows ?? []
  const found = rows.findIndex(({ id }) => id === current)
  const at = found >= 0 ? found : Math.min(place.current, rows.length - 1)
  const here = rows[at]
  const visit = useVisit(here?.id)
  useEffect(() => {
    if (at >= 0) place.current = at
  })
  const columns: Column<VisitRow>[] = [
    { key: 'number', title: '编号', width: 100, quiet: true, cell: (row) => row.number },
    { key: 'title', title: '标题', cell: (row) => <TitleCell title={row.title} href={orderHref(row.order_id)} onGo={go} /> },
    { key: 'unit', title: '承办', width: 112, cell: (row) => words.unitShort(row.unit) },
    { key: 'outcome', title: '回访结果', width: 236, cell: (row) => outcomeText(row.outcome, words.scale) },
    {
      key: 'when',
      title: '回访时间',
      width: 108,
      quiet: true,
      sortable: true,
      cell: (row) => (row.done_at === null ? '' : whenText(row.done_at, now)),
    },
  ]
  return (
    <div className="dp-page">
      <h1 className="hy-hidden">回访审核</h1>
      <VisitTabs active="review" />
      <div className="dp-split">
        <div className="dp-list">
          <ListFilters value={narrowed} onChange={narrow}>
            <Export kind="visits" query={{ list: 'review', ...asked }} />
          </ListFilters>
          <DataTable
            label="回访审核"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={({ number, title }) => `${number} ${title}`}
            current={here?.id}
            onCurrent={setCurrent}
            sort={sort}
            onSort={onSort}
            onOpen={({ order_id: id }) => go(orderHref(id))}
            loading={list.isPending}
            error={list.error ? errorLine(list.error) : undefined}
            empty={
              any ? (
                <Empty why="没有符合条件的回访。" next="请放宽或清除筛选。" />
              ) : (
                <Empty why="没有待审核的回访。" next="不满意、未解决、未联系的回访会出现在这里。" />
              )
            }
            foot={<SaidFoot said={said} keys={KEYS} more={list.data?.next !== undefined} />}
          />
        </div>
        <aside className="dp-case" aria-label="回访情况">
          {visit.data && here && <VisitReviewCase key={`${visit.data.id} ${visit.data.revision}`} view={visit.data} onSaid={setSaid} />}
        </aside>
      </div>
    </div>
  )
}
