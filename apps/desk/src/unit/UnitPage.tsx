import './unit.css'
import '../order/order.css'
import { DataTable, Empty, KeyLine, Tabs } from '@huying/ui'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { errorLine } from '../api.ts'
import { openFrom } from '../order/worklist.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import { orderHref, to, useGo } from '../where.ts'
import { BatchTools } from './BatchTools.tsx'
import { BelowTable } from './BelowTable.tsx'
import { unitColumns } from './columns.tsx'
import { belowTab, type Desk, listOf, useDesk } from './desk.ts'
import { mustGroups } from './groups.ts'
import { printSheets } from './print.ts'
import { rowKey, rowLabel, type UnitRow, useBelow, useRows, useTabs } from './rows.ts'
import { Side } from './Side.tsx'
import { StripBar } from './StripBar.tsx'
import { Tools } from './Tools.tsx'
import { useBatch } from './useBatch.ts'

/** 办理工作台: what a unit has to do today, its lists, and the current order beside them. */
export function UnitPage() {
  const { desk, change } = useDesk()
  const { actor } = useSession()
  const { below, term } = useCatalogue()
  const hasBelow = below(actor.unit).length > 0
  return (
    <div className="un-page">
      <h1 className="hy-hidden">{term('page.unit', '办理工作台')}</h1>
      <StripBar tab={desk.tab} />
      <Heads desk={desk} hasBelow={hasBelow} />
      {desk.below === 'units' ? <BelowTable unit={desk.unit} /> : <List key={desk.tab} desk={desk} onChange={change} />}
    </div>
  )
}

function Heads({ desk, hasBelow }: { desk: Desk; hasBelow: boolean }) {
  const go = useGo()
  const tabs = useTabs().data ?? []
  const below = useBelow(hasBelow).data
  const own = tabs.map(({ tab, label, count, more }) => ({ key: tab, label, count, more, href: to('/unit', { tab }) }))
  const waits = below?.tabs.filter(({ tab }) => tab === 'review' || tab === 'returns').reduce((sum, { count }) => sum + count, 0)
  const units = { key: belowTab('units'), label: '下级办理', count: waits ?? null, href: to('/unit', { tab: belowTab('units') }) }
  const lower = below?.tabs.map(({ tab, label, count }) => ({
    key: belowTab(tab),
    label,
    count,
    href: to('/unit', { tab: belowTab(tab) }),
  }))
  const isBelow = desk.below !== undefined
  return (
    <>
      <Tabs label="本单位列表" active={isBelow ? units.key : desk.tab} onGo={go} items={hasBelow ? [...own, units] : own} />
      {isBelow && lower && (
        <Tabs label="下级办理" active={desk.tab} onGo={go} items={[{ key: units.key, label: '各单位', href: units.href }, ...lower]} />
      )}
    </>
  )
}

const EMPTY: Readonly<Record<string, string>> = {
  must: '今天没有必须办的工单。',
  to_sign: '没有待签收的工单。',
  supervised: '目前没有督办件；督办功能开通后，督办本单位的件列在这里。',
  rulings: '三天内没有退单、延期、暂停的申请或结果。',
}

function List({ desk, onChange }: { desk: Desk; onChange: ReturnType<typeof useDesk>['change'] }) {
  const words = useCatalogue()
  const now = useNow()
  const { path, params } = listOf(desk)
  const list = useRows(path, params)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string>()
  const batch = useBatch(setTicked)
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  // All of a desk's rows are wanted in the end; they come page by page behind the first.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && rows.length < MOST) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length])
  const groups = useMemo(() => (desk.tab === 'must' ? mustGroups(rows, now) : undefined), [desk.tab, rows, now])
  const shown = useMemo(() => groups?.flatMap((group) => group.rows) ?? rows, [groups, rows])
  const here = shown.find((row) => rowKey(row) === current) ?? shown[0]
  const isBelow = desk.below !== undefined
  const { open, follow } = useOpening(shown)
  const columns = useMemo(
    () => unitColumns({ words, now, withUnit: isBelow, href: ({ id }) => orderHref(id), onGo: follow }),
    [words, now, isBelow, follow],
  )
  const isSettled = useIsSettled(here && rowKey(here))
  return (
    <div className="un-body">
      <div className="un-list">
        <Tools desk={desk} onChange={onChange} onPrint={() => printSheets('list', shown)} />
        <DataTable
          label="承办单"
          columns={columns}
          {...(groups ? { groups } : { rows })}
          rowKey={rowKey}
          rowLabel={rowLabel}
          current={here && rowKey(here)}
          onCurrent={setCurrent}
          ticked={ticked}
          onTick={setTicked}
          onOpen={open}
          sort={desk.sort}
          onSort={
            isBelow || groups
              ? undefined
              : (key) => onChange({ sort: `${key}.${desk.sort?.key === key && desk.sort.order === 'up' ? 'down' : 'up'}` })
          }
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={
            <Empty
              why={
                desk.q || desk.category || desk.unit || desk.reason || desk.mine
                  ? '没有符合条件的工单，可放宽条件。'
                  : (EMPTY[desk.tab] ?? '这个列表里没有工单。')
              }
            />
          }
          batch={<BatchTools rows={shown.filter((row) => ticked.has(rowKey(row)))} batch={batch} onClear={() => setTicked(new Set())} />}
          foot={<Foot count={rows.length} more={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />}
        />
      </div>
      <aside className="un-beside" aria-label="当前工单">
        {isSettled && <Side key={here && rowKey(here)} row={here} onActed={() => void list.refetch()} />}
      </aside>
    </div>
  )
}

/** An order that is opened from the list knows the list, so that J and K go on in it. The functions stay the same while the rows change. */
function useOpening(shown: readonly UnitRow[]) {
  const go = useGo()
  const latest = useRef(shown)
  useEffect(() => {
    latest.current = shown
  })
  const follow = useCallback(
    (href: string) => {
      const ids = latest.current.map(({ id }) => id)
      openFrom({ label: '返回列表', href: window.location.pathname + window.location.search, ids })
      go(href)
    },
    [go],
  )
  const open = useCallback((row: UnitRow) => follow(orderHref(row.id)), [follow])
  return { open, follow }
}

const SETTLE = 180

/** Whether one has come to rest on the row: running down the list with J fetches nothing on the way, and no key acts on a row just left. */
function useIsSettled(key: string | undefined): boolean {
  const [settled, setSettled] = useState(key)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(key), SETTLE)
    return () => window.clearTimeout(timer)
  }, [key])
  return settled === key
}

/** A desk is shown whole up to this many rows; the rest on demand. */
const MOST = 600

function Foot({ count, more, busy, onMore }: { count: number; more: boolean; busy: boolean; onMore: () => void }) {
  return (
    <div className="un-foot">
      <span className="hy-mute">{more ? `已列 ${count} 件` : `共 ${count} 件`}</span>
      {more && count >= MOST && (
        <Button size="small" disabled={busy} onClick={onMore}>
          再列 100 件
        </Button>
      )}
      <KeyLine
        items={[
          { keys: ['J', 'K'], label: '下一件、上一件' },
          { keys: ['空格'], label: '选中' },
          { keys: ['Enter'], label: '打开' },
        ]}
      />
    </div>
  )
}
