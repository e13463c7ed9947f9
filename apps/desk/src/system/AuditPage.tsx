import '../business/business.css'
import { type Column, DataTable, Empty, ErrorLine } from '@huying/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../act.ts'
import { download, errorLine, get } from '../api.ts'
import { DateRange } from '../form/DateRange.tsx'
import { More } from '../form/More.tsx'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { ORDER_WORDS, POST_WORDS, REQUEST_WORDS } from '../words.ts'
import { detailText } from './detail.ts'
import { SealLine } from './SealLine.tsx'

interface Row {
  id: string
  at: number
  kind: string
  name: string | null
  login: string | null
  postLabel: string
  about: string | null
  address: string | null
  refused: boolean
  detail: Record<string, unknown>
}

const STAGES: Readonly<Record<string, string>> = { ...REQUEST_WORDS, ...ORDER_WORDS }

/** 审计查询: who signed in, looked at numbers, exported, printed, changed rights, tried what he might not. Read only. */
export function AuditPage() {
  const { kind, q = '', object = '', result, address = '', from, to: until } = useWhereSearch()
  const go = useGo()
  const kinds = useQuery({
    queryKey: ['audit-kinds'],
    queryFn: () => get<{ code: string; label: string }[]>('/api/audit/kinds'),
    staleTime: Infinity,
  })
  const asked = Object.fromEntries(Object.entries({ kind, q, object, result, address, from, to: until }).filter(([, value]) => value))
  const list = useInfiniteQuery({
    queryKey: ['audit', kind, q, object, result, address, from, until],
    queryFn: ({ pageParam, signal }) => get<{ rows: Row[]; next?: string }>('/api/audit', { ...asked, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const { busy, error: fault, run } = useAct()
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const show = (part: Record<string, string | undefined>) => go(to('/audit', { ...asked, ...part }))
  const words = useCatalogue()
  const named = {
    unit: words.unitShort,
    category: words.categoryName,
    post: (code: string) => words.term(`post.${code}`, POST_WORDS[code] ?? code),
    stage: (code: string) => STAGES[code] ?? code,
    type: words.typeName,
    channel: words.channelName,
    why: (code: string) => (code === 'line' ? '本人正在接听的来电' : code),
  }
  const word = (code: string) => kinds.data?.find((one) => one.code === code)?.label ?? code
  const columns: Column<Row>[] = [
    { key: 'at', title: '时间', width: 168, quiet: true, cell: (row) => fullText(row.at) },
    { key: 'kind', title: '种类', width: 128, cell: (row) => word(row.kind) },
    { key: 'result', title: '结果', width: 64, quiet: true, cell: (row) => (row.refused ? '未成' : '成功') },
    { key: 'name', title: '人员', width: 176, cell: (row) => <span title={row.login ?? ''}>{row.name ?? row.login ?? '—'}</span> },
    { key: 'post', title: '岗位', width: 112, quiet: true, cell: (row) => row.postLabel },
    { key: 'about', title: '对象', width: 128, cell: (row) => row.about ?? '' },
    { key: 'address', title: '来源地址', width: 128, quiet: true, cell: (row) => row.address ?? '' },
    {
      key: 'detail',
      title: '内容',
      cell: (row) => {
        const text = detailText(row.detail, named)
        return <span title={text}>{text}</span>
      },
    },
  ]
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">审计查询</h1>
      <SealLine />
      <div className="bu-bar" role="search" aria-label="查询条件">
        <select
          className="hy-input bu-state"
          aria-label="种类"
          value={kind ?? ''}
          onChange={(event) => show({ kind: event.target.value || undefined })}
        >
          <option value="">种类：不限</option>
          {kinds.data?.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
        <input
          className="hy-input bu-short"
          type="search"
          aria-label="人员"
          placeholder="姓名或账号"
          value={q}
          onChange={(event) => show({ q: event.target.value || undefined })}
        />
        <input
          className="hy-input bu-short"
          type="search"
          aria-label="对象"
          placeholder="对象：编号或姓名"
          value={object}
          onChange={(event) => show({ object: event.target.value || undefined })}
        />
        <select
          className="hy-input bu-state"
          aria-label="结果"
          value={result ?? ''}
          onChange={(event) => show({ result: event.target.value || undefined })}
        >
          <option value="">结果：不限</option>
          <option value="done">成功</option>
          <option value="refused">未成</option>
        </select>
        <input
          className="hy-input bu-short"
          type="search"
          aria-label="来源地址"
          placeholder="来源地址"
          value={address}
          onChange={(event) => show({ address: event.target.value || undefined })}
        />
        <DateRange label="日期" className="bu-state" from={from} to={until} onChange={show} />
        <Button disabled={Object.keys(asked).length === 0} onClick={() => go(to('/audit'))}>
          清空条件
        </Button>
        <Button disabled={busy} onClick={() => void run(() => download('/api/audit/file', { ...asked, format: 'xlsx' }))}>
          导出
        </Button>
      </div>
      {fault && <ErrorLine {...fault} />}
      <DataTable
        label="审计记录"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${word(row.kind)} ${row.name ?? ''}`}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={<Empty why="没有符合条件的记录。" />}
        foot={
          <div className="bu-bar">
            <span className="hy-second">已列出 {rows.length} 条；记录只增不改，工单和诉求的经过另在各自页面。</span>
            <More list={list} page="100 条" />
          </div>
        }
      />
    </div>
  )
}
