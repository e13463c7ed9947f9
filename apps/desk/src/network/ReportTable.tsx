import { type Column, DataTable, Empty, type ErrorLineProps, type Sort } from '@huying/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { saveCsv } from './csv.ts'

export interface ReportColumn<R> extends Column<R> {
  /** As it stands in the saved file. */
  text: (row: R) => string
  /** What the list is sorted by; a column without one is not sorted. */
  value?: (row: R) => number
}

interface ReportTableProps<R> {
  label: string
  /** Name of the saved file. */
  file: string
  columns: readonly ReportColumn<R>[]
  rows: readonly R[] | undefined
  rowKey: (row: R) => string
  /** What the field of the bar looks into, as said aloud too. */
  rowLabel: (row: R) => string
  find: string
  firstSort?: Sort
  loading: boolean
  error?: ErrorLineProps
  empty: string
  /** Narrowing beside the field. */
  narrow?: ReactNode
  onOpen?: (row: R) => void
}

/** The least that the column without a width gets. */
const REST = 180

/** A report's list: found in, sorted, and saved as it is shown. */
export function ReportTable<R>(props: ReportTableProps<R>) {
  const { label, file, columns, rows = [], rowKey, rowLabel, find, firstSort, loading, error, empty, narrow, onOpen } = props
  const [query, setQuery] = useState('')
  const [sort, setSort] = useState(firstSort)
  const shown = sorted(
    rows.filter((row) => rowLabel(row).includes(query.trim())),
    columns,
    sort,
  )
  const save = () => saveCsv(file, [columns.map(({ title }) => title), ...shown.map((row) => columns.map(({ text }) => text(row)))])
  return (
    <>
      <div className="bu-bar" role="search" aria-label="查询条件">
        {narrow}
        <input
          className="hy-input bu-find"
          type="search"
          aria-label={find}
          placeholder={find}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <span className="hy-second">{rows.length > 0 && `列出 ${shown.length} 行`}</span>
        <span className="bu-end">
          <Button disabled={shown.length === 0} onClick={save}>
            导出本表
          </Button>
        </span>
      </div>
      <DataTable
        label={label}
        columns={columns.map((column) => ({ ...column, sortable: column.value !== undefined }))}
        rows={shown}
        rowKey={rowKey}
        rowLabel={rowLabel}
        minWidth={columns.reduce((sum, { width = REST }) => sum + width, 0)}
        sort={sort}
        onSort={(key) => setSort((old) => ({ key, order: old?.key === key && old.order === 'down' ? 'up' : 'down' }))}
        onOpen={onOpen}
        loading={loading}
        error={error}
        empty={<Empty why={rows.length > 0 ? '没有符合条件的行。' : empty} />}
      />
    </>
  )
}

function sorted<R>(rows: readonly R[], columns: readonly ReportColumn<R>[], sort: Sort | undefined): readonly R[] {
  const value = columns.find(({ key }) => key === sort?.key)?.value
  if (!value) return rows
  const sign = sort?.order === 'down' ? -1 : 1
  return [...rows].sort((a, b) => sign * (value(a) - value(b)))
}
