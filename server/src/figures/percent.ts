/** A rate as it is printed: never without its numerator, its denominator, what the denominator is, and what was left out of it. */

export interface Rate {
  label: string
  numerator: number
  denominator: number
  /** Percent with two decimals, or null where the denominator is zero (shown as —). */
  percent: string | null
  /** 分母口径. */
  among: string
  /** 排除项: what is not in the denominator, and why. */
  excluded: Excluded[]
}
export interface Excluded {
  label: string
  count: number
}
export interface Share {
  code: string
  label: string
  count: number
  percent: string | null
}

export const rate = (label: string, numerator: number, denominator: number, among: string, excluded: Excluded[] = []): Rate => ({
  label,
  numerator,
  denominator,
  percent: percent(numerator, denominator),
  among,
  excluded,
})

/** Two decimals, rounded half up on exact integers; null for a zero denominator. */
export function percent(n: number, d: number): string | null {
  if (d === 0) return null
  const hundredths = Math.floor((n * 20_000 + d) / (2 * d))
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`
}

/** Shares that add up to 100.00 %: largest remainders get the missing hundredths (最大余数法). */
export function shares(rows: { code: string; label: string; count: number }[]): Share[] {
  const total = rows.reduce((n, r) => n + r.count, 0)
  if (!total) return rows.map((r) => ({ ...r, percent: null }))
  const parts = rows.map((r, i) => ({ i, floor: Math.floor((r.count * 10_000) / total), rest: (r.count * 10_000) % total }))
  const missing = 10_000 - parts.reduce((n, p) => n + p.floor, 0)
  const lifted = new Set(
    [...parts]
      .sort((a, b) => b.rest - a.rest || a.i - b.i)
      .slice(0, missing)
      .map((p) => p.i),
  )
  return rows.map((r, i) => {
    const h = (parts[i]?.floor ?? 0) + (lifted.has(i) ? 1 : 0)
    return { ...r, percent: `${Math.floor(h / 100)}.${String(h % 100).padStart(2, '0')}%` }
  })
}
