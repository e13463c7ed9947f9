import { cx } from './fold.ts'
import type { Column, Sort } from './columns.ts'
import { TickBox } from './TickBox.tsx'

interface DataHeadProps<R> {
  columns: readonly Column<R>[]
  sort?: Sort
  onSort?: (key: string) => void
  ticks?: { state: 'all' | 'some' | 'none'; onAll: () => void }
}

const ORDER = { up: '升序', down: '降序' }

/** Heads of a list: sorted and narrowed columns say so in words, not by an icon alone. */
export function DataHead<R>({ columns, sort, onSort, ticks }: DataHeadProps<R>) {
  return (
    <thead>
      <tr>
        {ticks && (
          <th scope="col" className="hy-table-tick">
            <TickBox label="全选本页" checked={ticks.state === 'all'} partly={ticks.state === 'some'} onTick={ticks.onAll} />
          </th>
        )}
        {columns.map((column) => {
          const order = sort?.key === column.key ? sort.order : undefined
          return (
            <th
              key={column.key}
              scope="col"
              className={cx(column.right && 'hy-right', column.width === undefined && 'hy-rest')}
              aria-sort={order && (order === 'up' ? 'ascending' : 'descending')}
            >
              {column.sortable && onSort ? (
                <button type="button" className={cx('hy-head-button', order && 'hy-on')} onClick={() => onSort(column.key)}>
                  {column.title}
                  {order && <span className="hy-head-mark">{ORDER[order]}</span>}
                </button>
              ) : (
                column.title
              )}
              {column.filter && <FilterButton title={column.title} filter={column.filter} />}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function FilterButton({ title, filter }: { title: string; filter: NonNullable<Column<unknown>['filter']> }) {
  const { active, onOpen } = filter
  return (
    <button
      type="button"
      className={cx('hy-head-button', active && 'hy-on')}
      title={active && `${title}：${active}`}
      aria-label={active ? `筛选${title}，现为${active}` : `筛选${title}`}
      onClick={(event) => onOpen(event.currentTarget)}
    >
      <span className="hy-head-mark">{active ? '已筛' : '筛选'}</span>
    </button>
  )
}
