import { createContext, type RefObject, useLayoutEffect, useState } from 'react'
import type { Column } from './columns.ts'

/** Width in px of a list's widest column, the one without a width of its own; what chips may stand behind a title depends on it. */
export const RoomContext = createContext(340)

const OTHER = 8

/** Width of a text in px, near enough: a Chinese character is as wide as the type is high, the rest about half. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += /[\u2E80-\uFFEF\u{20000}-\u{3FFFF}“”‘’·…—]/u.test(character) ? size : size * 0.58
  return width
}

/** How many chips fit behind a title without cutting it; a very long title is cut anyway and keeps one chip. */
export function chipsThatFit(title: string, labels: readonly string[], room: number, max = 2): number {
  const chips = labels.map((label) => textWidth(label, 12) + 14 + 6)
  const more = 36
  for (let count = Math.min(max, labels.length); count > 1; count--) {
    const rest = labels.length > count ? more : 0
    const wanted = textWidth(title, 14) + chips.slice(0, count).reduce((sum, width) => sum + width, 0) + rest
    if (wanted <= room) return count
  }
  return Math.min(1, labels.length)
}

/** Measures the room of a list's title column, once per list and not per row. */
export function useRoom<R>(scroller: RefObject<HTMLElement | null>, columns: readonly Column<R>[], ticks: number, minWidth = 0): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    setWidth(box.clientWidth)
    const watch = new ResizeObserver(() => setWidth(box.clientWidth))
    watch.observe(box)
    return () => watch.disconnect()
  }, [scroller])
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), ticks)
  return Math.max(160, Math.max(width, minWidth) - fixed - 2 * OTHER)
}
