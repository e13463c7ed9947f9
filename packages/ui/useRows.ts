import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RowGroup } from './columns.ts'
import type { RowActions } from './DataRow.tsx'
import { useKeys } from './keys.ts'
import { step, stepGroup, tickAll, tickRange, toggle } from './rows.ts'

interface RowsInput<R> {
  groups: readonly RowGroup<R>[]
  rowKey: (row: R) => string
  rowLabel: (row: R) => string
  current?: string
  onCurrent?: (key: string) => void
  ticked?: ReadonlySet<string>
  onTick?: (ticked: Set<string>) => void
  onOpen?: (row: R) => void
  keys: 'page' | 'list' | 'off'
  scroller: RefObject<HTMLDivElement | null>
  rowId: (key: string) => string
}

/** Current row, ticks and keys of a list. */
export function useRows<R>(input: RowsInput<R>) {
  const [own, setOwn] = useState<string>()
  const [spoken, setSpoken] = useState('')
  const current = input.current ?? own
  const { groups, rowKey } = input
  const { byKey, order, grouped } = useMemo(() => index(groups, rowKey), [groups, rowKey])
  const lastIndex = useRef(0)
  const anchor = useRef<string>(undefined)
  const latest = useRef({ input, order, byKey })
  useLayoutEffect(() => {
    latest.current = { input, order, byKey }
    const at = current === undefined ? -1 : order.indexOf(current)
    if (at >= 0) lastIndex.current = at
  })

  const actions = useMemo<RowActions<R>>(
    () => ({
      choose: (key) => {
        setOwn(key)
        latest.current.input.onCurrent?.(key)
      },
      tick: (key, shift) => {
        const { input: now, order: all } = latest.current
        if (!now.ticked) return
        const from = anchor.current
        now.onTick?.(shift && from !== undefined ? tickRange(all, now.ticked, from, key) : toggle(now.ticked, key))
        anchor.current = key
      },
      open: (row) => latest.current.input.onOpen?.(row),
    }),
    [],
  )

  const go = (key: string | undefined) => {
    if (key === undefined) return
    actions.choose(key)
    const row = byKey.get(key)
    if (row !== undefined) setSpoken(`第 ${order.indexOf(key) + 1} 件，共 ${order.length} 件：${input.rowLabel(row)}`)
    const box = input.scroller.current
    if (box && document.activeElement !== box && box.contains(document.activeElement)) box.focus({ preventScroll: true })
    if (box && key === order[0]) box.scrollTop = 0
    else document.getElementById(input.rowId(key))?.scrollIntoView({ block: 'nearest' })
  }
  const mine = () => input.keys === 'page' || input.scroller.current?.contains(document.activeElement) === true
  const row = current === undefined ? undefined : byKey.get(current)
  useKeys(
    {
      J: () => mine() && go(step(order, current, lastIndex.current, 1)),
      K: () => mine() && go(step(order, current, lastIndex.current, -1)),
      'Shift+J': () => mine() && go(stepGroup(grouped, current, 1)),
      'Shift+K': () => mine() && go(stepGroup(grouped, current, -1)),
      ...(input.ticked && current !== undefined && row !== undefined && { Space: () => mine() && actions.tick(current, false) }),
      ...(input.onOpen && row !== undefined && { Enter: () => mine() && actions.open(row) }),
    },
    { enabled: input.keys !== 'off' },
  )

  return { order, current, actions, spoken, tickAll: () => input.ticked && input.onTick?.(tickAll(order, input.ticked)) }
}

function index<R>(groups: readonly RowGroup<R>[], rowKey: (row: R) => string) {
  const byKey = new Map<string, R>()
  const grouped = groups.map((group) =>
    group.rows.map((row) => {
      const key = rowKey(row)
      byKey.set(key, row)
      return key
    }),
  )
  return { byKey, order: grouped.flat(), grouped }
}
