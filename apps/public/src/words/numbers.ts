/** Numbers and times as people type and read them. */

/** Full-width digits, as some input methods write them, become plain ones. */
const plain = (text: string): string => text.replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))

export const digitsOf = (text: string): string => plain(text).replace(/\D/g, '')

/** 241108-0412 → 241108 0412, as it is read aloud. */
export const spoken = (number: string): string => number.replace('-', ' ')

/** However it was typed → 241108-0412; undefined if it cannot be a number. */
export function toNumber(typed: string): string | undefined {
  const digits = digitsOf(typed)
  return /^\d{10,12}$/.test(digits) ? `${digits.slice(0, 6)}-${digits.slice(6)}` : undefined
}

export function toCode(typed: string): string | undefined {
  const digits = digitsOf(typed)
  return digits.length === 6 ? digits : undefined
}

/** Digits of a phone number, without +86; undefined if nobody could be called there. */
export function toPhone(typed: string): string | undefined {
  const digits = digitsOf(typed).replace(/^86(?=1\d{10}$)/, '')
  if (digits.startsWith('1')) return digits.length === 11 ? digits : undefined
  return /^(0\d{9,11}|[2-9]\d{6,7})$/.test(digits) ? digits : undefined
}

/** Mobile numbers 3-4-4; others as they are. */
export const showPhone = (digits: string): string => digits.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3')

const HOURS_EAST = 8 * 3_600_000

/** 11 月 8 日 09:46 in China's time, whatever the device is set to; with the year when it is another one. */
export function showTime(at: number, now: number = Date.now()): string {
  const there = new Date(at + HOURS_EAST)
  const year = there.getUTCFullYear()
  const thisYear = new Date(now + HOURS_EAST).getUTCFullYear()
  const clock = there.toISOString().slice(11, 16)
  return `${year === thisYear ? '' : `${year} 年 `}${there.getUTCMonth() + 1} 月 ${there.getUTCDate()} 日 ${clock}`
}
