/** What benchmarks say of many times. */
export const quantile = (values: number[], q: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0) * 10) / 10
}

export const round = (n: number, digits: number) => Math.round(n * 10 ** digits) / 10 ** digits
