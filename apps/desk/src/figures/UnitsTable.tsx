import { countText, ErrorLine, LoadingRows } from '@huying/ui'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { Count, RateCell } from './Count.tsx'
import { useUnitFigures } from './queries.ts'
import type { Rate } from '@huying/core/measure/rounding'
import type { Open, UnitFigures } from './types.ts'

/** Units are compared among their like only. */
const GROUPS: readonly { label: string; kinds: readonly string[] }[] = [
  { label: '县市区', kinds: ['county'] },
  { label: '市直单位', kinds: ['bureau'] },
]
const REST = '其他单位'
/** Too few to be compared: listed last, without a bar. */
const FEW = 10

const RATES = ['signedInTime', 'onTime', 'contacted', 'solved', 'satisfied'] as const
type SortKey = 'dispatched' | (typeof RATES)[number]

const share = ({ numerator, denominator }: Rate) => (denominator === 0 ? -1 : numerator / denominator)
const valueOf = (row: UnitFigures, key: SortKey) => (key === 'dispatched' ? row.dispatched : share(row[key]))

/** 承办单位: load, returns and the rates of each unit, group by group. */
export function UnitsTable({ month, onOpen }: { month: string; onOpen?: Open }) {
  const { data, error, isPending } = useUnitFigures(month)
  const [sort, setSort] = useState<SortKey>('dispatched')
  if (error) return <ErrorLine {...errorLine(error)} />
  if (isPending) return <LoadingRows />
  const groups = [...GROUPS, { label: REST, kinds: [] }].flatMap(({ label, kinds }) => {
    const known = GROUPS.flatMap((group) => group.kinds)
    const rows = data.filter(({ kind }) => (label === REST ? !known.includes(kind) : kinds.includes(kind)))
    return rows.length > 0 ? [{ label, rows: ordered(rows, sort) }] : []
  })
  const head = (key: SortKey, label: string) => (
    <th key={key} scope="col" aria-sort={sort === key ? 'descending' : 'none'}>
      <button type="button" onClick={() => setSort(key)}>
        {label}
        {sort === key && ' ↓'}
      </button>
    </th>
  )
  const [first] = data
  return (
    <table className="fg-table fg-units">
      <thead>
        <tr>
          <th scope="col">承办单位</th>
          {head('dispatched', '转办（件）')}
          {first && RATES.map((key) => head(key, first[key].label))}
          <th scope="col">按时/分母</th>
          <th scope="col">退单</th>
          <th scope="col">重办</th>
        </tr>
      </thead>
      {groups.map(({ label, rows }) => (
        <tbody key={label}>
          <tr className="fg-group">
            <th scope="rowgroup" colSpan={10}>
              {label}{' '}
              <span>
                {rows.length} 个，同组比较{rows.some(({ dispatched }) => dispatched < FEW) && `；不足 ${FEW} 件的列后`}
              </span>
            </th>
          </tr>
          {rows.map((row) => (
            <UnitRow key={row.unit} row={row} onOpen={onOpen} />
          ))}
        </tbody>
      ))}
      {data.length === 0 && (
        <tbody>
          <tr>
            <td colSpan={10} className="hy-mute">
              本月没有转办工单。
            </td>
          </tr>
        </tbody>
      )}
    </table>
  )
}

const ordered = (rows: readonly UnitFigures[], key: SortKey) =>
  [...rows].sort(
    (a, b) => Number(a.dispatched < FEW) - Number(b.dispatched < FEW) || valueOf(b, key) - valueOf(a, key) || b.dispatched - a.dispatched,
  )

function UnitRow({ row, onOpen }: { row: UnitFigures; onOpen?: Open }) {
  const { unitShort } = useCatalogue()
  const name = unitShort(row.unit)
  const where = { dimension: 'unit', key: row.unit }
  return (
    <tr>
      <th scope="row" title={row.name}>
        {name}
      </th>
      <td>
        <Count opened={{ title: `${name} · 转办工单`, figure: 'dispatched', count: row.dispatched, ...where }} onOpen={onOpen} />
      </td>
      {RATES.map((key) => (
        <td key={key}>
          <RateCell name={key} rate={row[key]} where={where} of={name} onOpen={onOpen} />
        </td>
      ))}
      <td className="hy-mute">
        {countText(row.onTime.numerator)}/{countText(row.onTime.denominator)}
      </td>
      <td>
        <Count opened={{ title: `${name} · 同意退单`, figure: 'returns_granted', count: row.returns, ...where }} onOpen={onOpen} />
      </td>
      <td>
        <Count opened={{ title: `${name} · 重办工单`, figure: 'redone', count: row.redone, ...where }} onOpen={onOpen} />
      </td>
    </tr>
  )
}
