/** Splits a list into what is shown and what stands behind "+n". */
export function fold<T>(items: readonly T[], max: number): { shown: T[]; rest: T[] } {
  return { shown: items.slice(0, max), rest: items.slice(max) }
}

/** Class names that hold, joined. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
