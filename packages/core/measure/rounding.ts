/** How figures are rounded, and a rate as it is printed: never without its numerator, its denominator, what that is, and what is not in it. */

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

/** `n / d` with so many decimals, rounded half up on exact integers; null for a zero denominator. */
export function quotient(n: number, d: number, decimals: number): string | null {
  if (d === 0) return null
  const [sign, up] = n < 0 ? ['-', -n] : ['', n]
  const unit = 10n ** BigInt(decimals)
  const scaled = (2n * BigInt(up) * unit + BigInt(d)) / (2n * BigInt(d))
  const text = decimals === 0 ? String(scaled) : `${scaled / unit}.${String(scaled % unit).padStart(decimals, '0')}`
  return scaled === 0n ? text : `${sign}${text}`
}

/** Two decimals, half up (四舍五入). */
export function percent(n: number, d: number): string | null {
  const text = quotient(n * 100, d, 2)
  return text === null ? null : `${text}%`
}

/** 个百分点: the difference of two printed rates, so that whoever reads both can check it. */
export function points(now: string | null, before: string | null): string | null {
  if (now === null || before === null) return null
  const hundredths = (text: string) => Math.round(Number.parseFloat(text) * 100)
  return (quotient(hundredths(now) - hundredths(before), 100, 2) ?? '').replace(/^(?=[\d])/, '+').replace(/^\+0\.00$/, '0.00')
}

/** Shares that add up to 100.00 %: largest remainders get the missing hundredths (最大余数法), the first of equals first. */
export function shares<Row extends { count: number }>(rows: readonly Row[]): (Row & { percent: string | null })[] {
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
