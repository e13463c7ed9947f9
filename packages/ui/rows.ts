/** Moving and ticking in a list, without React. */

/** The row that J (+1) or K (−1) leads to. A current row that has left the list is taken to stand where it last stood. */
export function step(keys: readonly string[], current: string | undefined, lastIndex: number, by: 1 | -1): string | undefined {
  if (keys.length === 0) return undefined
  const at = current === undefined ? -1 : keys.indexOf(current)
  const wanted = at >= 0 ? at + by : current === undefined ? 0 : by > 0 ? lastIndex : lastIndex - 1
  return keys[Math.min(keys.length - 1, Math.max(0, wanted))]
}

/** First row of the next (+1) or the previous (−1) group; in the last group the current row stays. */
export function stepGroup(groups: readonly (readonly string[])[], current: string | undefined, by: 1 | -1): string | undefined {
  const filled = groups.filter((keys) => keys.length > 0)
  const at = filled.findIndex((keys) => current !== undefined && keys.includes(current))
  if (at >= 0 && at + by >= filled.length) return current
  return filled[at < 0 ? 0 : Math.max(0, at + by)]?.[0]
}

export function toggle(ticked: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(ticked)
  if (!next.delete(key)) next.add(key)
  return next
}

/** Ticks everything from one row to another, as a click with Shift does. */
export function tickRange(keys: readonly string[], ticked: ReadonlySet<string>, from: string, to: string): Set<string> {
  const a = keys.indexOf(from)
  const b = keys.indexOf(to)
  if (a < 0 || b < 0) return new Set([...ticked, to])
  return new Set([...ticked, ...keys.slice(Math.min(a, b), Math.max(a, b) + 1)])
}

/** All, some or none of the listed rows are ticked. */
export function tickState(keys: readonly string[], ticked: ReadonlySet<string>): 'all' | 'some' | 'none' {
  const count = keys.filter((key) => ticked.has(key)).length
  return count === 0 ? 'none' : count === keys.length ? 'all' : 'some'
}

/** Ticks or unticks all listed rows; ticks on rows of other pages stay. */
export function tickAll(keys: readonly string[], ticked: ReadonlySet<string>): Set<string> {
  const next = new Set(ticked)
  const clear = tickState(keys, ticked) === 'all'
  for (const key of keys) {
    if (clear) next.delete(key)
    else next.add(key)
  }
  return next
}
