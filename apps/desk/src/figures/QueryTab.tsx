import { type Column, countText, DataTable, Empty, ErrorLine, type Sort } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { download, errorLine, get } from '../api.ts'
import { Saved } from '../search/Saved.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { Bars } from './Bars.tsx'
import { Count } from './Count.tsx'
import { daysIn } from './month.ts'
import { QueryForm } from './QueryForm.tsx'
import type { Answer, Open, QueryRow } from './types.ts'

const ASKED = ['measures', 'by', 'and', 'level', 'from', 'to', 'per', 'names'] as const
type Params = Partial<Record<(typeof ASKED)[number], string>>

/** 统计查询: any measure by anything and any days; each number opens its rows. What is asked stands in the address. */
export function QueryTab({ month, onOpen }: { month: string; onOpen: Open }) {
  const where = useWhereSearch()
  const go = useGo()
  const params: Params = { measures: 'accepted', by: 'type', ...daysIn(month) }
  for (const name of ASKED) if (where[name]) params[name] = where[name]
  const [sort, setSort] = useState<Sort>({ key: '0', order: 'down' })
  const { data, error, isPending } = useQuery({
    queryKey: ['measures', 'query', params],
    queryFn: () => get<Answer>('/api/measures/query', params),
    staleTime: 60_000,
    retry: false,
  })
  const hrefOf = (next: Params) => to('/figures', { tab: 'query', ...next })
  const change = (next: Params) => go(hrefOf({ ...params, ...next }))
  return (
    <article className="fg-paper fg-query">
      <div className="fg-query-head">
        <Saved
          page="figures"
          href={(query) => to('/figures', Object.fromEntries(new URLSearchParams(query)))}
          query={new URLSearchParams({ tab: 'query', ...params }).toString()}
        />
        <span>
          {(['xlsx', 'csv'] as const).map((format) => (
            <Button key={format} disabled={!data} onClick={() => void download('/api/measures/query', { ...params, format })}>
              导出 {format}
            </Button>
          ))}
        </span>
      </div>
      <QueryForm params={params} onChange={change} />
      {error && <ErrorLine {...errorLine(error)} />}
      {data && <Said answer={data} />}
      {data && <Bars answer={data} />}
      {!error && (
        <DataTable
          label="统计结果"
          columns={data ? columnsOf(data, params, onOpen) : []}
          rows={data ? [...sorted(data.rows, sort), ...(data.total.values.length ? [data.total] : [])] : []}
          rowKey={({ key }) => (key === 'all' ? '合计' : key)}
          rowLabel={({ label }) => label}
          sort={sort}
          onSort={(key) => setSort((old) => ({ key, order: old.key === key && old.order === 'down' ? 'up' : 'down' }))}
          loading={isPending}
          empty={<Empty why="这段时间没有数据。" />}
        />
      )}
    </article>
  )
}

/** 口径: beside the figures, as the dictionary has it. */
function Said({ answer: { measures, from, to: last, before, yearAgo, version } }: { answer: Answer }) {
  return (
    <p className="hy-second">
      {from} 至 {last}，环比 {before.from} 至 {before.to}，同比 {yearAgo.from} 至 {yearAgo.to}，按机制配置第 {version} 版。
      {measures.map(({ code, label, formula, denominator, cohort, assumed }) => (
        <span key={code}>
          {label}：{formula ?? '—'}
          {denominator && `，分母为${denominator}`}，{cohort}
          {assumed && '〔默认，待确认〕'}。
        </span>
      ))}
    </p>
  )
}

const shareOf = ({ values }: QueryRow, i: number) => {
  return Number.parseFloat(values[i]?.cell.text ?? '-1')
}

function sorted(rows: readonly QueryRow[], { key, order }: Sort): QueryRow[] {
  const sign = order === 'down' ? -1 : 1
  return rows.toSorted((a, b) => sign * (shareOf(a, Number(key)) - shareOf(b, Number(key))))
}

function columnsOf(answer: Answer, params: Params, onOpen: Open): Column<QueryRow>[] {
  const named = (label: string, key: string) => (key === '' ? <span className="hy-mute">{label}</span> : label)
  return [
    { key: 'label', title: '分类', cell: ({ label, key }) => named(label, key) },
    ...answer.measures.flatMap(({ code, label, as, unit }, i): Column<QueryRow>[] => [
      {
        key: String(i),
        title: as === 'count' ? `${label}（${unit}）` : label,
        width: 168,
        right: true,
        sortable: true,
        cell: (row) => {
          const cell = row.values[i]?.cell
          if (!cell || cell.text === null) return <span title="分母为 0">—</span>
          const count = cell.numerator
          const text = as === 'count' ? countText(count) : `${cell.text}${as === 'rate' ? '' : ` ${unit}`}`
          const query = { ...params, measure: code, measures: undefined, per: undefined, key: row.key }
          const parts = as === 'rate' ? `${countText(cell.numerator)}/${countText(cell.denominator)}` : undefined
          return (
            <>
              {row.key === '' ? (
                text
              ) : (
                <Count opened={{ title: `${row.label} · ${label}`, count, query }} onOpen={onOpen}>
                  {text}
                </Count>
              )}{' '}
              {parts && <span className="hy-mute">{parts}</span>}
            </>
          )
        },
      },
      {
        key: `b${i}`,
        title: as === 'rate' ? '环比（个百分点）' : '环比',
        width: 128,
        right: true,
        cell: (row) => changeText(row, i, 'before'),
      },
      {
        key: `y${i}`,
        title: as === 'rate' ? '同比（个百分点）' : '同比',
        width: 128,
        right: true,
        cell: (row) => changeText(row, i, 'yearAgo'),
      },
    ]),
  ]
}

/** +1,234 and −0.50 as they are read: thousands by a comma. */
const grouped = (text: string) => text.replace(/^[^.]+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))

function changeText({ values }: QueryRow, i: number, than: 'before' | 'yearAgo') {
  const { change, growth } = values[i]?.[than] ?? { change: null, growth: null }
  if (change === null) return '—'
  return (
    <>
      {grouped(change)} {growth && <span className="hy-mute">{growth}</span>}
    </>
  )
}
