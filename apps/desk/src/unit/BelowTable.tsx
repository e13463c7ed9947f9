import { type Column, countText, DataTable, Go, rateText } from '@huying/ui'
import { errorLine } from '../api.ts'
import { to, useGo } from '../where.ts'
import { type UnitBelow, useBelow } from './rows.ts'
import { belowTab } from './desk.ts'

/** 下级单位: load, returns, reviews that wait, on time; each figure opens its rows. */
export function BelowTable({ unit }: { unit?: string }) {
  const { data, error, isPending } = useBelow()
  const go = useGo()
  const figure = (tab: string, of: (row: UnitBelow) => number) => (row: UnitBelow) =>
    of(row) === 0 ? (
      <span className="hy-mute">0</span>
    ) : (
      <Go href={to('/unit', { tab: belowTab(tab), unit: row.unit })} onGo={go} className="hy-link">
        {countText(of(row))}
      </Go>
    )
  const columns: Column<UnitBelow>[] = [
    { key: 'name', title: '下级单位', cell: ({ name }) => <span className="hy-cut">{name}</span> },
    { key: 'open', title: '在办', width: 72, right: true, cell: figure('open', ({ open }) => open) },
    { key: 'near', title: '临期', width: 72, right: true, cell: ({ near }) => countText(near) },
    { key: 'over', title: '超期', width: 72, right: true, cell: figure('over', ({ over }) => over) },
    { key: 'review', title: '待审核', width: 72, right: true, cell: figure('review', (row) => row.reviewWaiting) },
    { key: 'returns', title: '退单待审', width: 80, right: true, cell: figure('returns', ({ returns }) => returns) },
    {
      key: 'time',
      title: '本月按时办结率',
      width: 150,
      right: true,
      cell: ({ onTime: { numerator, denominator } }) => (
        <>
          {rateText(denominator === 0 ? null : numerator / denominator)}{' '}
          {denominator > 0 && <small className="hy-mute">{`${numerator}/${denominator}`}</small>}
        </>
      ),
    },
  ]
  return (
    <DataTable
      label="下级单位"
      columns={columns}
      rows={data?.units}
      rowKey={(row) => row.unit}
      rowLabel={(row) => row.name}
      current={unit}
      keys="list"
      loading={isPending}
      error={error ? errorLine(error) : undefined}
    />
  )
}
