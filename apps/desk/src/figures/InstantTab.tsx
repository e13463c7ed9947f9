import { type Column, countText, DataTable, ErrorLine, LoadingRows, Segmented } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { REQUEST_WORDS } from '../words.ts'
import type { RequestStage } from '@huying/core/request/state'
import type { Rate } from '@huying/core/measure/rounding'

interface Instant {
  instant: Rate
  unquoted: number
  later: number
}
interface Row {
  id: string
  number: string
  title: string
  stage: RequestStage
  category: string
  knowledge: string[] | null
}
type ListName = 'quoted' | 'unquoted' | 'later'

/** 即时答复率: consultations answered at once with an agreed answer quoted, and the two lists of those that were not. */
export function InstantTab({ month }: { month: string }) {
  const { data, error, isPending } = useQuery({ queryKey: ['instant', month], queryFn: () => get<Instant>(`/api/instant/${month}`) })
  const [list, setList] = useState<ListName>('unquoted')
  if (error) return <ErrorLine {...errorLine(error)} />
  if (isPending) return <LoadingRows />
  const { instant, unquoted, later } = data
  return (
    <div className="fg-list">
      <div className="fg-list-head">
        {instant.label} <b>{instant.percent ?? '—'}</b>（{countText(instant.numerator)} / {countText(instant.denominator)}，分母为
        {instant.among}）
        <Segmented
          aria-label="明细"
          value={list}
          onChange={setList}
          choices={[
            { value: 'quoted', label: `引用口径 ${countText(instant.numerator)}` },
            { value: 'unquoted', label: `即答但无依据 ${countText(unquoted)}` },
            { value: 'later', label: `未即答 ${countText(later)}` },
          ]}
        />
      </div>
      <InstantRows key={list} month={month} list={list} />
    </div>
  )
}

function InstantRows({ month, list }: { month: string; list: ListName }) {
  const { categoryPath } = useCatalogue()
  const { data, error, isPending } = useQuery({
    queryKey: ['instant', month, list],
    queryFn: () => get<{ rows: Row[]; next?: string }>(`/api/instant/${month}/${list}`, { limit: 200 }),
  })
  const columns: Column<Row>[] = [
    { key: 'number', title: '编号', width: 110, quiet: true, cell: ({ number }) => number },
    { key: 'title', title: '标题', cell: ({ title }) => <span className="hy-cut">{title}</span> },
    { key: 'matter', title: '事项', width: 220, quiet: true, cell: ({ category }) => categoryPath(category) },
    { key: 'quoted', title: '引用条目', width: 100, right: true, cell: ({ knowledge }) => countText(knowledge?.length ?? 0) },
    { key: 'stage', title: '状态', width: 96, cell: ({ stage }) => REQUEST_WORDS[stage] },
  ]
  return (
    <DataTable
      label="即时答复明细"
      columns={columns}
      rows={data?.rows ?? []}
      rowKey={({ id }) => id}
      rowLabel={({ number, title }) => `${number} ${title}`}
      loading={isPending}
      error={error ? errorLine(error) : undefined}
      foot={data?.next ? <p className="fg-more">只列出前 200 件</p> : undefined}
    />
  )
}
