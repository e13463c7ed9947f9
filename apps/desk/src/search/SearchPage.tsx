import './search.css'
import { DataTable, Empty, KeyLine, type Sort, Tabs } from '@huying/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { errorLine, get } from '../api.ts'
import { Export } from '../export/Export.tsx'
import { More } from '../form/More.tsx'
import { useCatalogue } from '../session.tsx'
import { nowMs } from '../time.ts'
import { to, useGo } from '../where.ts'
import { ByPhone, type PhoneAnswer } from './ByPhone.tsx'
import { hitColumns, hrefOf } from './columns.tsx'

import { FilterBar } from './FilterBar.tsx'
import { Saved } from './Saved.tsx'
import { type Filters, type Hit, type Kind, useFilters } from './types.ts'

interface Answer {
  rows: Hit[]
  next?: string
}
const KINDS: readonly { key: Kind; label: string }[] = [
  { key: 'orders', label: '工单' },
  { key: 'requests', label: '诉求' },
]
const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Enter'], label: '打开' },
  { keys: ['Ctrl', 'K'], label: '查询' },
]

/** 综合查询: requests and orders as far as the post sees them; the conditions stand in the address. */
export function SearchPage() {
  const { kind, filters } = useFilters()
  const words = useCatalogue()
  const go = useGo()
  const [phone, setPhone] = useState<PhoneAnswer>()
  const list = useInfiniteQuery({
    queryKey: ['search', kind, filters],
    queryFn: ({ pageParam, signal }) => get<Answer>(`/api/search/${kind}`, { ...filters, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: phone === undefined,
  })
  const found = useMemo(() => {
    const rows = phone ? phone.rows : (list.data?.pages.flatMap(({ rows: part }) => part) ?? [])
    return rows.map((row) => ({ ...row, kind }) as Hit)
  }, [phone, list.data, kind])
  const show = (next: Filters, where: Kind = kind) => {
    setPhone(undefined)
    go(to('/search', { ...next, kind: where === 'orders' ? undefined : where }))
  }
  const sort: Sort = { key: filters.sort ?? 'accepted', order: filters.dir === 'up' ? 'up' : 'down' }
  const columns = useMemo(() => hitColumns(kind, words, nowMs(), go), [kind, words, go])
  const query = new URLSearchParams({ ...(kind === 'orders' ? {} : { kind }), ...filters }).toString()
  return (
    <div className="se-page">
      <h1 className="hy-hidden">综合查询</h1>
      <Tabs
        label="查什么"
        active={kind}
        onGo={(href) => {
          setPhone(undefined)
          go(href)
        }}
        items={KINDS.map(({ key, label }) => ({
          key,
          label: words.term(key === 'orders' ? 'order' : 'request', label),
          // A state of one kind is none of the other, and only orders are sent back.
          href: to('/search', { ...filters, stage: undefined, reason: undefined, kind: key === 'orders' ? undefined : key }),
        }))}
        aside={<Saved query={Object.keys(filters).length > 0 ? query : ''} />}
      />
      <FilterBar kind={kind} filters={filters} onChange={(part) => show({ ...filters, ...part })} onClear={() => show({})}>
        <ByPhone kind={kind} onFound={setPhone} />
        {!phone && <Export kind={kind} query={filters} />}
      </FilterBar>
      {phone && (
        <p className="se-phone">
          按号码（尾号 {phone.tail}）查到 {phone.rows.length} 件，事由：{phone.why}。已记入审计。
          <button type="button" className="hy-link" onClick={() => setPhone(undefined)}>
            返回按条件查询
          </button>
        </p>
      )}
      <DataTable
        label="查询结果"
        columns={columns}
        rows={found}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${row.number} ${row.title}`}
        onOpen={(row) => go(hrefOf(row))}
        sort={sort}
        onSort={(key) => show({ ...filters, sort: key, dir: sort.key === key && sort.order === 'down' ? 'up' : 'down' })}
        loading={!phone && list.isPending}
        error={!phone && list.error ? errorLine(list.error) : undefined}
        empty={<Empty why="没有符合条件的记录。" next="可放宽日期、改用较短的词，或切换工单与诉求。" />}
        minWidth={1080}
        foot={
          <>
            {!phone && list.hasNextPage && (
              <div className="se-more">
                <span className="hy-second">已列出 {found.length} 件</span>
                <More list={list} page="50 件" />
              </div>
            )}
            <KeyLine items={KEYS} note={!list.hasNextPage && found.length > 0 ? `共 ${found.length} 件` : '输入法打字时快捷键不生效'} />
          </>
        }
      />
    </div>
  )
}
