import { createContext, type RefObject, useLayoutEffect, useState } from 'react'

/** Width in px of a list's widest column, the one without a width of its own; what chips may stand behind a title depends on it. */
export const RoomContext = createContext(340)

const MORE = 36
/** Ten characters of a title stay readable before any chip. */
const LEAST_TITLE = 140

/** Width of a text in px, near enough: a Chinese character is as wide as the type is high, the rest about half. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += /[\u2E80-\uFFEF\u{20000}-\u{3FFFF}“”‘’·…—]/u.test(character) ? size : size * 0.58
  return width
}

/** How many chips fit behind a title without cutting it; a title that is cut anyway keeps one chip, unless little of it would be left. */
export function chipsThatFit(title: string, labels: readonly string[], room: number, max = 2): number {
  const chips = labels.map((label) => textWidth(label, 12) + 14 + 6)
  const wish = textWidth(title, 14)
  for (let count = Math.min(max, labels.length); count > 0; count--) {
    const more = labels.length > count ? MORE : 0
    const taken = chips.slice(0, count).reduce((sum, width) => sum + width, more)
    if (wish + taken <= room || (count === 1 && room - taken >= LEAST_TITLE)) return count
  }
  return 0
}

/** Measures the room of a list's title column, once per list and not per row; in px of the dense setting. */
export function useRoom(scroller: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(340)
  useLayoutEffect(() => {
    const head = scroller.current?.querySelector<HTMLElement>('th.hy-rest')
    if (!head) return
    const measure = () => {
      const size = Number.parseFloat(getComputedStyle(document.body).fontSize) || 14
      setRoom(Math.round(((head.offsetWidth - 16) * 14) / size))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(head)
    return () => watch.disconnect()
  }, [scroller])
  return room
}
