import { type Column, countText, DataTable, Empty, TitleCell } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { errorLine, get } from '../api.ts'
import { momentText } from '../time.ts'
import { orderHref, useGo } from '../where.ts'

interface Act {
  at: number
  by: string
  result?: string
}
interface Entry {
  id: string
  number: string
  title: string
  stage: string
  unit?: string
  /** 表扬 */
  acceptedAt?: number
  thanked?: Act[]
  circulated?: Act[]
  closedAt?: number
  /** 无理诉求认定 */
  at?: number
  basis?: string
  ruled?: { at: number; by: string; granted: boolean; note?: string }
}
interface Ledger {
  label: string
  counts: Record<string, number>
  rows: Entry[]
  next?: string
}

const COUNTS: Readonly<Record<string, string>> = { all: '在册', closed: '已办结', granted: '核准', declined: '不予认定' }

/** A ledger of a month (台账): its entries with what was done about each. */
export function LedgerTab({ ledger, month }: { ledger: 'praise' | 'unreasonable'; month: string }) {
  const go = useGo()
  const { data, error, isPending } = useQuery({
    queryKey: ['ledger', ledger, month],
    queryFn: () => get<Ledger>(`/api/ledgers/${ledger}/${month}`, { limit: 200 }),
  })
  const shared: Column<Entry>[] = [
    { key: 'number', title: '编号', width: 110, quiet: true, cell: ({ number }) => number },
    { key: 'title', title: '标题', cell: ({ id, title }) => <TitleCell title={title} href={orderHref(id)} onGo={go} /> },
    { key: 'unit', title: '承办单位', width: 190, cell: ({ unit }) => <span className="hy-cut">{unit ?? '未派发'}</span> },
  ]
  return (
    <div className="fg-list">
      <div className="fg-list-head">
        {data &&
          Object.entries(data.counts)
            .map(([key, count]) => `${COUNTS[key] ?? key} ${countText(count)} 件`)
            .join('，')}
      </div>
      <DataTable
        label={data?.label ?? '台账'}
        columns={[...shared, ...(ledger === 'praise' ? PRAISE : CLAIM)]}
        rows={data?.rows ?? []}
        rowKey={({ id }) => id}
        rowLabel={({ number, title }) => `${number} ${title}`}
        onOpen={({ id }) => go(orderHref(id))}
        loading={isPending}
        error={error ? errorLine(error) : undefined}
        empty={<Empty why="本月没有在册的。" />}
        foot={data?.next ? <p className="fg-more">只列出前 200 件</p> : undefined}
      />
    </div>
  )
}

const last = (acts: readonly Act[] | undefined) => {
  const act = acts?.at(-1)
  return act ? `${momentText(act.at)} ${act.by}` : '未登记'
}
const moment = (at: number | undefined) => (at === undefined ? '' : momentText(at))

const PRAISE: Column<Entry>[] = [
  { key: 'accepted', title: '受理时间', width: 112, quiet: true, cell: ({ acceptedAt }) => moment(acceptedAt) },
  { key: 'thanked', title: '联系致谢', width: 170, cell: ({ thanked }) => last(thanked) },
  { key: 'circulated', title: '内部通报', width: 170, cell: ({ circulated }) => last(circulated) },
  { key: 'closed', title: '办结时间', width: 112, quiet: true, cell: ({ closedAt }) => moment(closedAt) },
]
const CLAIM: Column<Entry>[] = [
  { key: 'at', title: '申请时间', width: 112, quiet: true, cell: ({ at }) => moment(at) },
  { key: 'basis', title: '认定依据', width: 260, cell: ({ basis }) => <span className="hy-cut">{basis}</span> },
  {
    key: 'ruled',
    title: '中心意见',
    width: 200,
    cell: ({ ruled }) => (ruled ? `${ruled.granted ? '核准' : '不予认定'} ${momentText(ruled.at)} ${ruled.by}` : '待审'),
  },
]
