import { type Column, countText, DataTable, Empty, Go, rateText, type Sort } from '@huying/ui'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { type UnitBelow, useBelow } from '../unit/rows.ts'
import { to, useGo } from '../where.ts'

const VALUES: Record<string, (row: UnitBelow) => number> = {
  open: ({ open }) => open,
  near: ({ near }) => near,
  over: ({ over }) => over,
  review: ({ reviewWaiting }) => reviewWaiting,
  returns: ({ returns }) => returns,
  time: ({ onTime: { numerator, denominator } }) => (denominator === 0 ? -1 : numerator / denominator),
}

/** 承办单位实时: what every unit has open now, what is near and over, what waits for the centre; not of a month. */
export function BelowTab() {
  const { data, error, isPending } = useBelow()
  const [sort, setSort] = useState<Sort>({ key: 'over', order: 'down' })
  const go = useGo()
  const value = VALUES[sort.key] ?? (() => 0)
  const sign = sort.order === 'down' ? 1 : -1
  const rows = [...(data?.units ?? [])].sort((a, b) => sign * (value(b) - value(a)) || b.open - a.open)
  const columns: Column<UnitBelow>[] = [
    {
      key: 'name',
      title: '承办单位',
      cell: ({ unit, name }) => (
        <Go href={to('/search', { unit, stage: 'working' })} onGo={go} className="hy-link">
          {name}
        </Go>
      ),
    },
    { key: 'open', title: '在办', width: 96, right: true, sortable: true, cell: ({ open }) => countText(open) },
    { key: 'near', title: '临期', width: 96, right: true, sortable: true, cell: ({ near }) => countText(near) },
    { key: 'over', title: '超期', width: 96, right: true, sortable: true, cell: ({ over }) => (over > 0 ? <b>{countText(over)}</b> : '0') },
    { key: 'review', title: '待审核', width: 96, right: true, sortable: true, cell: ({ reviewWaiting }) => countText(reviewWaiting) },
    { key: 'returns', title: '退单待审', width: 96, right: true, sortable: true, cell: ({ returns }) => countText(returns) },
    {
      key: 'time',
      title: '本月按时办结率',
      width: 180,
      right: true,
      sortable: true,
      cell: ({ onTime: { numerator, denominator } }) => (
        <>
          {rateText(denominator === 0 ? null : numerator / denominator)} <span className="hy-mute">{`${numerator}/${denominator}`}</span>
        </>
      ),
    },
  ]
  return (
    <DataTable
      label="承办单位实时"
      columns={columns}
      rows={rows}
      rowKey={({ unit }) => unit}
      rowLabel={({ name }) => name}
      sort={sort}
      onSort={(key) => setSort((old) => ({ key, order: old.key === key && old.order === 'down' ? 'up' : 'down' }))}
      loading={isPending}
      error={error ? errorLine(error) : undefined}
      empty={<Empty why="没有承办单位。" />}
      onOpen={({ unit }) => go(to('/search', { unit, stage: 'working' }))}
    />
  )
}
