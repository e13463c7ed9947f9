import { memo, type ReactNode } from 'react'
import { cx } from './fold.ts'
import type { Column } from './columns.ts'
import { TickBox } from './TickBox.tsx'

export interface RowActions<R> {
  choose: (key: string) => void
  tick: (key: string, shift: boolean) => void
  open: (row: R) => void
}

interface DataRowProps<R> {
  row: R
  id: string
  rowId: string
  label: string
  columns: readonly Column<R>[]
  current: boolean
  /** Undefined where the list has no tick column. */
  ticked?: boolean
  actions: RowActions<R>
}

function Row<R>({ row, id, rowId, label, columns, current, ticked, actions }: DataRowProps<R>): ReactNode {
  return (
    <tr
      id={id}
      className={cx(current && 'hy-current', ticked && 'hy-ticked')}
      aria-current={current || undefined}
      onClick={() => actions.choose(rowId)}
      onDoubleClick={() => actions.open(row)}
    >
      {ticked !== undefined && (
        <td className="hy-table-tick">
          <TickBox label={`选中 ${label}`} checked={ticked} onTick={(shift) => actions.tick(rowId, shift)} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={cx(column.right && 'hy-right', column.quiet && 'hy-quiet')}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** One row; rendered again only when something of its own changes, so that J and K stay quick in long lists. */
export const DataRow = memo(Row) as typeof Row
