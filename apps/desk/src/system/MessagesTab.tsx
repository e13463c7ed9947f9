import { MESSAGE_STAGES } from '@huying/core/message/wanted'
import { type Column, DataTable, Empty, ErrorLine } from '@huying/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { errorLine, get } from '../api.ts'
import { Export } from '../export/Export.tsx'
import { DateRange } from '../form/DateRange.tsx'
import { More } from '../form/More.tsx'
import { type Message, receiver } from '../message/messages.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { MESSAGES, MessageSide } from './MessageSide.tsx'

interface Answer {
  rows: Message[]
  next?: string
  counts: { stage: string; label: string; count: number }[]
  occasions: { code: string; label: string; text: string; send: boolean }[]
  connected: boolean
}

/** 短信记录: what was sent to whom and what became of it; what did not arrive can be sent again with a reason. */
export function MessagesTab() {
  const { stage, q, from, to: until, message: chosen } = useWhereSearch()
  const words = useCatalogue()
  const go = useGo()
  const filter = { stage, q, from, to: until }
  const list = useInfiniteQuery({
    queryKey: [...MESSAGES, stage, q, from, until],
    queryFn: ({ pageParam, signal }) => get<Answer>('/api/messages', { ...filter, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const first = list.data?.pages[0]
  const here = rows.find(({ id }) => id === chosen) ?? rows[0]
  const show = (part: Record<string, string | undefined>) => go(to('/system', { tab: 'messages', ...filter, message: chosen, ...part }))
  return (
    <>
      <Connected answer={first} />
      <div className="bu-bar" role="search" aria-label="查找短信">
        <select
          className="hy-input bu-state"
          aria-label="状态"
          value={stage ?? ''}
          onChange={(event) => show({ stage: event.target.value || undefined, message: undefined })}
        >
          <option value="">状态：不限</option>
          {Object.entries(MESSAGE_STAGES).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="编号或收信人"
          placeholder="编号、收信人姓名"
          value={q ?? ''}
          onChange={(event) => show({ q: event.target.value || undefined, message: undefined })}
        />
        <DateRange label="提交日期" className="bu-state" from={from} to={until} onChange={show} />
        <Button disabled={!stage && !q && !from && !until} onClick={() => go(to('/system', { tab: 'messages' }))}>
          清空条件
        </Button>
        <span className="bu-end dk-row">
          <Export kind="messages" query={filter} />
        </span>
      </div>
      <div className="bu-columns">
        <DataTable
          label="短信记录"
          columns={columnsOf((message) => receiver(message, words))}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ label, number }) => `${label} ${number}`}
          current={here?.id}
          onCurrent={(message) => show({ message })}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={
            stage || q || from || until ? (
              <Empty why="没有符合条件的短信。" next="请放宽或清空条件。" />
            ) : (
              <Empty why="还没有短信。" next="有工单触发已启用的短信时，会记在这里。" />
            )
          }
          foot={
            list.hasNextPage ? (
              <div className="bu-bar">
                <span className="hy-second">已列出 {rows.length} 条</span>
                <More list={list} page="50 条" />
              </div>
            ) : undefined
          }
        />
        {here ? <MessageSide key={here.id} message={here} connected={first?.connected ?? true} /> : <aside className="bu-side" />}
      </div>
    </>
  )
}

/** Is there a gateway at all, which occasions are on, and what became of the last month's. */
function Connected({ answer }: { answer?: Answer }) {
  if (!answer) return null
  const on = answer.occasions.filter(({ send }) => send).map(({ label }) => label)
  const counts = answer.counts.filter(({ count }) => count > 0).map(({ label, count }) => `${label} ${count}`)
  return (
    <div className="bu-bar">
      {!answer.connected && (
        <ErrorLine tone="note" what="未接入短信通道：短信只作记录，没有发出。请由运维人员设置短信网关后重启，再在此重发需要的短信" />
      )}
      <span className="hy-second">启用的短信：{on.length > 0 ? on.join('、') : '无'}</span>
      <span className="hy-second">近 30 天：{counts.length > 0 ? counts.join('，') : '没有短信'}</span>
    </div>
  )
}

const columnsOf = (to: (message: Message) => string): Column<Message>[] => [
  { key: 'at', title: '提交时间', width: 108, quiet: true, cell: ({ queuedAt }) => momentText(queuedAt) },
  { key: 'label', title: '事由', width: 112, cell: ({ label }) => label },
  { key: 'number', title: '编号', width: 112, cell: ({ number }) => <span className="hy-nowrap">{number}</span> },
  { key: 'to', title: '收信人', cell: (message) => <span title={to(message)}>{to(message)}</span> },
  {
    key: 'stage',
    title: '状态',
    width: 264,
    cell: ({ stageLabel, why }) => (
      <span title={why ?? stageLabel}>
        {stageLabel}
        {why && <span className="hy-mute"> {why}</span>}
      </span>
    ),
  },
]
