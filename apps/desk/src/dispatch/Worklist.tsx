import { type Column, DataTable, Empty } from '@huying/ui'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { errorLine } from '../api.ts'
import { Export } from '../export/Export.tsx'
import type { OrderAnswer } from '../order/types.ts'
import { openFrom } from '../order/worklist.ts'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { type OrderColumns, orderColumns } from './columns.tsx'
import { ListFilters } from './ListFilters.tsx'
import { SaidFoot } from './SaidFoot.tsx'
import { useNarrowed } from './useNarrowed.ts'
import { type OrderRow, useOrderBeside, useOrderList } from './view.ts'

interface WorklistProps {
  /** Tab of /api/orders/list. */
  tab: string
  label: string
  /** Where one comes back to from an order's page. */
  href: string
  keys: { keys: string[]; label: string }[]
  empty: { why: string; next: string }
  /** May be narrowed to what was sent back for a reason before. */
  byReason?: boolean
  columns?: (shared: OrderColumns) => Column<OrderRow>[]
  ticked?: ReadonlySet<string>
  onTick?: (ticked: Set<string>) => void
  /** Below them: the batch bar, for the ticked rows. */
  batch?: (rows: readonly OrderRow[]) => ReactNode
  /** The case beside the list; `onSaid` tells what was done below it. */
  children: (order: OrderAnswer, onSaid: (word: string) => void) => ReactNode
}

/** Orders that wait for a word of the centre, with the case beside them; after each one goes on with the next. */
export function Worklist(props: WorklistProps) {
  const { tab, label, href, keys, empty, byReason, columns = usual, ticked, onTick, batch, children } = props
  const untick = useCallback(() => onTick?.(new Set()), [onTick])
  const { narrowed, narrow, any, sort, onSort } = useNarrowed(untick)
  const list = useOrderList(tab, { ...narrowed, sort: sort?.key, dir: sort?.order })
  const words = useCatalogue()
  const now = useNow()
  const go = useGo()
  const [current, setCurrent] = useState<string>()
  const [said, setSaid] = useState<string>()
  const place = useRef(0)
  const rows = list.data?.rows ?? []
  const found = rows.findIndex(({ id }) => id === current)
  const at = found >= 0 ? found : Math.min(place.current, rows.length - 1)
  const here = rows[at]
  const order = useOrderBeside(here?.id)
  const choose = (id: string) => {
    place.current = rows.findIndex((row) => row.id === id)
    setCurrent(id)
  }
  const open = (id: string) => {
    openFrom({ label, href, ids: rows.map((row) => row.id) })
    go(orderHref(id))
  }
  return (
    <div className="dp-split">
      <div className="dp-list">
        <ListFilters value={narrowed} onChange={narrow} byReason={byReason}>
          <Export kind="orders" query={{ list: tab, ...narrowed, sort: sort?.key, dir: sort?.order }} />
        </ListFilters>
        <DataTable
          label={label}
          columns={columns(orderColumns(words, now, go))}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ number, title }) => `${number} ${title}`}
          current={here?.id}
          onCurrent={choose}
          sort={sort}
          onSort={onSort}
          ticked={ticked}
          onTick={onTick}
          onOpen={({ id }) => open(id)}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={any ? <Empty why="没有符合条件的工单。" next="请放宽或清除筛选。" /> : <Empty {...empty} />}
          batch={batch?.(rows)}
          foot={<SaidFoot said={said} keys={keys} more={list.data?.next !== undefined} />}
        />
      </div>
      <aside className="dp-case" aria-label={`${label}详情`}>
        {order.error && <p className="hy-empty">{errorLine(order.error).what}</p>}
        {order.data && here && children(order.data, setSaid)}
      </aside>
    </div>
  )
}

const usual = ({ number, title, unit, due }: OrderColumns) => [number, title, unit, due]
