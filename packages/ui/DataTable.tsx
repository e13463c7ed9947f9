import { type ReactNode, useId, useMemo, useRef } from 'react'
import { cx } from './fold.ts'
import type { Column, RowGroup, Sort } from './columns.ts'
import { DataHead } from './DataHead.tsx'
import { DataRow } from './DataRow.tsx'
import { Empty } from './Empty.tsx'
import { ErrorLine, type ErrorLineProps } from './ErrorLine.tsx'
import { LoadingRows } from './LoadingRows.tsx'
import { RoomContext, useRoom } from './room.ts'
import { tickState } from './rows.ts'
import { useRows } from './useRows.ts'

export interface DataTableProps<R> {
  /** Names the list to those who hear it. */
  label: string
  columns: readonly Column<R>[]
  /** Rows, or rows in groups. */
  rows?: readonly R[]
  groups?: readonly RowGroup<R>[]
  rowKey: (row: R) => string
  /** How a row is called aloud, for instance its number and title. */
  rowLabel: (row: R) => string
  current?: string
  onCurrent?: (key: string) => void
  /** Given, the list has a tick column. */
  ticked?: ReadonlySet<string>
  onTick?: (ticked: Set<string>) => void
  onOpen?: (row: R) => void
  sort?: Sort
  onSort?: (key: string) => void
  loading?: boolean
  error?: ErrorLineProps
  empty?: ReactNode
  /** Pinned below the rows: the batch bar. */
  batch?: ReactNode
  /** Below that: the keys, the page of the list. */
  foot?: ReactNode
  /** 'page': J, K, 空格, Enter act without a click into the list (one such list a page). 'list': only while it has the focus. */
  keys?: 'page' | 'list' | 'off'
  /** Below this width the list scrolls sideways, inside itself. */
  minWidth?: number
  /** Rows of 28 px, as on paper. */
  print?: boolean
}

const TICK_WIDTH = 44
/** The first column stands 8 px further from the edge than others do. */
const EDGE = 8

/** The dense list of the desk: a plain table that scrolls inside itself; heads and the batch bar stay put. */
export function DataTable<R>(props: DataTableProps<R>) {
  const {
    label,
    columns,
    rowKey,
    rowLabel,
    ticked,
    loading,
    error,
    empty,
    sort,
    onSort,
    batch,
    foot,
    minWidth,
    print,
    keys = 'page',
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const groups = useMemo(() => groupsOf(props.groups, props.rows), [props.groups, props.rows])
  const { order, current, actions, tickAll, spoken } = useRows({ ...props, groups, keys, scroller, rowId: (key) => `${id}-${key}` })
  const room = useRoom(scroller)
  const span = columns.length + (ticked ? 1 : 0)
  const bare = order.length === 0 && (error !== undefined || loading === true || groups.every((group) => group.title === ''))
  return (
    <div className={cx('hy-table', print && 'hy-print')}>
      {error && order.length > 0 && <ErrorLine {...error} />}
      <div ref={scroller} className="hy-table-scroll" role="region" aria-label={label} aria-busy={loading || undefined} tabIndex={0}>
        <table style={{ minWidth }}>
          <colgroup>
            {ticked && <col style={{ width: TICK_WIDTH }} />}
            {columns.map(({ key, width }, at) => (
              <col key={key} style={{ width: width && `calc(${width}px * var(--col-scale) + ${at === 0 && !ticked ? EDGE : 0}px)` }} />
            ))}
          </colgroup>
          <DataHead columns={columns} sort={sort} onSort={onSort} ticks={ticked && { state: tickState(order, ticked), onAll: tickAll }} />
          {bare ? (
            <tbody>
              <tr className="hy-table-bare">
                <td colSpan={span}>
                  {error ? <ErrorLine {...error} /> : loading ? <LoadingRows /> : (empty ?? <Empty why="没有符合条件的记录。" />)}
                </td>
              </tr>
            </tbody>
          ) : (
            <RoomContext value={room}>
              {groups.map((group) => (
                <tbody key={group.key}>
                  {group.title !== '' && <GroupHead group={group} span={span} />}
                  {group.rows.map((row) => {
                    const key = rowKey(row)
                    return (
                      <DataRow
                        key={key}
                        row={row}
                        id={`${id}-${key}`}
                        rowId={key}
                        label={rowLabel(row)}
                        columns={columns}
                        current={key === current}
                        ticked={ticked?.has(key)}
                        actions={actions}
                      />
                    )
                  })}
                </tbody>
              ))}
            </RoomContext>
          )}
        </table>
      </div>
      <span className="hy-hidden" aria-live="polite">
        {spoken}
      </span>
      {batch}
      {foot}
    </div>
  )
}

function groupsOf<R>(groups: readonly RowGroup<R>[] | undefined, rows: readonly R[] | undefined): readonly RowGroup<R>[] {
  return groups ?? [{ key: '', title: '', count: rows?.length ?? 0, rows: rows ?? [] }]
}

function GroupHead<R>({ group, span }: { group: RowGroup<R>; span: number }) {
  return (
    <tr className="hy-table-group">
      <th scope="rowgroup" colSpan={span}>
        <div>
          <b>{group.title}</b>
          <span>{group.count} 件</span>
          {group.note && <span className="hy-mute">{group.note}</span>}
          {group.action && <span className="hy-table-action">{group.action}</span>}
        </div>
      </th>
    </tr>
  )
}
