import '../request/request.css'
import './web_intake.css'
import { type Column, DataTable, Empty, KeyLine, LoadingRows, Tabs, TitleCell } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get } from '../api.ts'
import { CanDo } from '../request/CanDo.tsx'
import { Outcome } from '../request/Outcome.tsx'
import { Said } from '../request/Said.tsx'
import { useRequest } from '../request/useRequest.ts'
import type { RequestHit } from '../search/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText, spanText, useNow } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { URGENCY_WORDS } from '../words.ts'

const TABS = { pending: '待受理', registered: '待分流' } as const
type Tab = keyof typeof TABS
const EMPTY: Record<Tab, string> = {
  pending: '没有待受理的来件。网上来件会自动出现在这里。',
  registered: '没有已受理而尚未答复或转办的诉求。',
}
const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['A'], label: '受理' },
  { keys: ['Z'], label: '转办' },
  { keys: ['D'], label: '答复' },
  { keys: ['N'], label: '不予受理' },
  { keys: ['T'], label: '转接' },
  { keys: ['Enter'], label: '打开' },
]

/** The oldest first: who has waited longest is read next. */
function useLetters(stage: Tab) {
  return useQuery({
    queryKey: ['web_intake', stage],
    queryFn: ({ signal }) => get<{ rows: RequestHit[]; next?: string }>('/api/search/requests', { stage, dir: 'up', limit: 200 }, signal),
    refetchInterval: 30_000,
  })
}

/** 网上受理: what came in writing and waits to be read; what was accepted and waits for its way. */
export function WebIntakePage() {
  const { tab: asked } = useWhereSearch()
  const tab: Tab = asked === 'registered' ? 'registered' : 'pending'
  const lists = { pending: useLetters('pending'), registered: useLetters('registered') }
  const list = lists[tab]
  const rows = list.data?.rows ?? []
  const go = useGo()
  const now = useNow()
  const words = useCatalogue()
  const [chosen, setChosen] = useState<string>()
  // One that was accepted stays open for the next step although it has left the list; what left otherwise makes room for the next.
  const current = chosen ?? rows[0]?.id
  const next = () => {
    const at = Math.max(
      0,
      rows.findIndex((row) => row.id === current),
    )
    const others = rows.filter((row) => row.id !== current)
    setChosen((others[at] ?? others.at(-1))?.id)
  }
  const columns: Column<RequestHit>[] = [
    { key: 'title', title: '标题', cell: (row) => <TitleCell title={row.title} overlays={chipsOf(row)} /> },
    { key: 'category', title: '诉求人所选事项', width: 116, quiet: true, cell: (row) => words.categoryName(row.category) },
    { key: 'channel', title: '来源', width: 84, quiet: true, cell: (row) => words.channelName(row.channel) },
    {
      key: 'waits',
      title: '已等',
      width: 108,
      cell: (row) => <span title={`${momentText(row.accepted_at)} 来件`}>{spanText(now - row.accepted_at)}</span>,
    },
  ]
  return (
    <div className="wi-page">
      <h1 className="hy-hidden">网上受理</h1>
      <Tabs
        label="网上受理"
        active={tab}
        onGo={(href) => {
          setChosen(undefined)
          go(href)
        }}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({
          key,
          label: TABS[key],
          count: lists[key].data ? lists[key].data.rows.length : null,
          href: to('/web-intake', key === 'pending' ? {} : { tab: key }),
        }))}
      />
      <div className="wi-columns">
        <DataTable
          label={TABS[tab]}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          rowLabel={(row) => `${row.number} ${row.title}`}
          current={current}
          onCurrent={setChosen}
          onOpen={(row) => go(to(`/requests/${row.id}`))}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={<Empty why={EMPTY[tab]} />}
        />
        {current ? (
          <Letter key={current} id={current} onDone={(command) => (STAYS.has(command) ? setChosen(current) : next())} />
        ) : (
          <div className="wi-letter" />
        )}
      </div>
      <KeyLine items={KEYS} />
    </div>
  )
}

/** After these the same letter goes on. */
const STAYS: ReadonlySet<string> = new Set(['accept', 'append', 'mark', 'unmark', 'correct', 'urge', 'ask_progress'])

const chipsOf = ({ urgency, confidential }: RequestHit) => {
  const word = URGENCY_WORDS[urgency]
  return [
    ...(word ? [{ key: 'urgency', label: word, kind: 'urgent' as const }] : []),
    ...(confidential ? [{ key: 'confidential', label: '保密' }] : []),
  ]
}

function Letter({ id, onDone }: { id: string; onDone: (command: string) => void }) {
  const { request, course, error, acted } = useRequest(id)
  const words = useCatalogue()
  if (error) return <div className="wi-letter">{errorLine(error).what}</div>
  if (!request) {
    return (
      <div className="wi-letter">
        <LoadingRows rows={6} />
      </div>
    )
  }
  const { state } = request
  return (
    <div className="wi-letter">
      <header>
        <h2>{state.title}</h2>
        <p className="hy-second">
          {state.number} · {words.channelName(state.channel)} · {momentText(state.registeredAt)} · {words.typeName(state.type)} ·{' '}
          {words.categoryPath(state.category)}
        </p>
      </header>
      <CanDo
        request={request}
        onDone={async (command) => {
          // First, while the list still shows where this one stood.
          onDone(command)
          await acted()
        }}
      />
      <Said state={state} />
      {state.stage !== 'pending' && <Outcome state={state} course={course} />}
    </div>
  )
}
