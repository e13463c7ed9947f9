/** The list an order was opened from, so that J and K go on in it. Kept in memory only. */
export interface Worklist {
  /** 今日必办 */
  label: string
  href: string
  ids: readonly string[]
}

let current: Worklist | undefined

export function openFrom(list: Worklist) {
  current = { ...list, ids: [...new Set(list.ids)] }
}

/** Where this order stands in that list; undefined when one came from elsewhere. */
export function placeIn(id: string): (Worklist & { at: number; previous?: string; next?: string }) | undefined {
  const at = current?.ids.indexOf(id) ?? -1
  if (!current || at < 0) return undefined
  return { ...current, at, previous: current.ids[at - 1], next: current.ids[at + 1] }
}
