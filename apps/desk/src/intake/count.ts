/** 约数: what a caller says of a number ("七八家", "一百多户", "大约 120 户"), as the count that is stored. */
import type { CountOf } from '@huying/core/place'

const DIGITS = '零一二三四五六七八九'
const digit = (char: string): number => (char === '两' ? 2 : DIGITS.indexOf(char))

/** 一百二十 → 120; undefined where it is no number. */
function chinese(text: string): number | undefined {
  let sum = 0
  let pending = 0
  for (const char of text) {
    const step = { 十: 10, 百: 100, 千: 1000 }[char]
    if (step) {
      sum += (pending || 1) * step
      pending = 0
    } else if (digit(char) >= 0) pending = digit(char)
    else return undefined
  }
  return text === '' ? undefined : sum + pending
}

const number = (text: string): number | undefined => (/^\d{1,7}$/.test(text) ? Number(text) : chinese(text))

/** 七八 → 7 to 8, 七八十 → 70 to 80, 十几 → 11 to 19, 几十 → 20 to 90. */
function spoken(text: string): CountOf | undefined {
  const pair = /^([一二两三四五六七八九])([二三四五六七八九])([十百千]?)$/.exec(text)
  const [low, high] = [digit(pair?.[1] ?? ''), digit(pair?.[2] ?? '')]
  const step = { 十: 10, 百: 100, 千: 1000 }[pair?.[3] ?? ''] ?? 1
  if (pair && high === low + 1) return { low: low * step, high: high * step }
  const some = /^几([十百千]?)$/.exec(text)
  if (some) return some[1] ? { low: 2 * ({ 十: 10, 百: 100, 千: 1000 }[some[1]] ?? 1), about: true } : { low: 3, high: 9, about: true }
  const teens = /^(.*[十百千])几$/.exec(text)
  const base = teens && chinese(teens[1] ?? '')
  return base ? { low: base + 1, high: base + 9, about: true } : undefined
}

/** Undefined where no number is in it; then the field says how to write one. */
export function readCount(text: string, what = '户'): CountOf | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const unit = /(户|人|家|栋|辆|名|个)$/.exec(plain)?.[1]
  const about = /约|左右|上下|多|来|余|差不多|大概/.test(plain)
  const core = plain.replace(/大约|约|左右|上下|差不多|大概|有|户|人|家|栋|辆|名|个/g, '').replace(/[多来余]$/, '')
  const range = /^(.+?)(?:-|~|—|–|至|到)(.+)$/.exec(core)
  const [from, until] = [number(range?.[1] ?? ''), number(range?.[2] ?? '')]
  const found =
    range && from !== undefined && until !== undefined && from <= until ? { low: from, high: until } : (spoken(core) ?? single(core))
  return found && { ...found, ...(about || ('about' in found && found.about) ? { about: true } : {}), what: unit ?? what }
}

const single = (core: string): CountOf | undefined => {
  const low = number(core.replace(/[多来余]/g, ''))
  return low === undefined ? undefined : { low }
}

/** 约 120 户 · 7–8 家 */
export const countWords = ({ low, high, about, what }: CountOf): string =>
  `${about ? '约 ' : ''}${high && high !== low ? `${low}–${high}` : low} ${what ?? ''}`.trim()
