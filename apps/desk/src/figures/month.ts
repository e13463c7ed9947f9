/** Months as 2024-11. */
export const isMonth = (text: string | undefined): text is string => text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

const parts = (month: string): [year: number, index: number] => [Number(month.slice(0, 4)), Number(month.slice(5)) - 1]

export function stepMonth(month: string, by: number): string {
  const [year, index] = parts(month)
  const at = year * 12 + index + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** First and last day. */
export function daysIn(month: string): { from: string; to: string } {
  const [year, index] = parts(month)
  const last = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` }
}
