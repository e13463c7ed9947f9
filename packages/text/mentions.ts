/** What a text mentions that a rule asks about: words of the pack's marks, and "others have the same trouble". */

const NUMERAL = '[一二两三四五六七八九十百几\\d]+(?:[-–~至到、][一二两三四五六七八九十百\\d]+)?'
/** 三个月, 两个小时, 一个问题 are no others. */
const ALIKE = new RegExp(
  `(?:还有|另有|同样|都有|也有)[^。；]{0,8}?(${NUMERAL})\\s*([来多余]?)\\s*([家户人栋]|个(?![月小星工问]))|(?:大家|邻居|整栋|全楼|整个小区|其他(?:业主|租户|商户|住户))[^。；]{0,6}[都也]`,
)

/** Codes of what was found: each kind whose words occur, and `alike` for 同样情况者 (INTAKE-13). */
export function mentionsIn(text: string, kinds: readonly { code: string; proposedBy?: string[] }[]): string[] {
  const found = kinds.filter((k) => k.proposedBy?.some((word) => text.includes(word))).map((k) => k.code)
  return ALIKE.test(text) ? [...found, 'alike'] : found
}

export interface SaidCount {
  low: number
  high?: number
  about?: boolean
  what: string
}

/** How many others the speaker named: 七八家 → 7–8, 二十多户 → about 20. Nothing where he named no number that can be read. */
export function alikeIn(text: string): SaidCount | undefined {
  const [, said, more, what] = ALIKE.exec(text) ?? []
  const numbers = said && what ? numbersOf(said) : undefined
  if (!numbers || !what) return undefined
  const [low, high] = numbers
  return { low, ...(high !== undefined && high > low ? { high } : {}), ...(more ? { about: true } : {}), what }
}

type Numbers = [low: number, high?: number]
const DIGITS = '一二三四五六七八九'
const digit = (c: string | undefined) => (c === '两' ? 2 : DIGITS.indexOf(c ?? ' ') + 1)
const D = '([一二两三四五六七八九])'

/** Spoken forms, the first that fits: neighbouring digits are a range (七八), 十几 is eleven to nineteen. */
const FORMS: readonly [RegExp, (...c: (string | undefined)[]) => Numbers][] = [
  [/^(\d+)$/, (n) => [Number(n)]],
  [new RegExp(`^${D}$`), (a) => [digit(a)]],
  [new RegExp(`^${D}${D}$`), (a, b) => [digit(a), digit(b)]],
  [new RegExp(`^${D}${D}十$`), (a, b) => [digit(a) * 10, digit(b) * 10]],
  [new RegExp(`^${D}?十几$`), (t) => [tens(t) + 1, tens(t) + 9]],
  [new RegExp(`^${D}?十${D}?$`), (t, a) => [tens(t) + digit(a)]],
  [new RegExp(`^${D}?十${D}${D}$`), (t, a, b) => [tens(t) + digit(a), tens(t) + digit(b)]],
  [new RegExp(`^${D}百(?:${D}十?)?$`), (h, t) => [digit(h) * 100 + digit(t) * 10]],
]
const tens = (c: string | undefined) => (c ? digit(c) : 1) * 10

function numbersOf(said: string): Numbers | undefined {
  const [from = '', to] = said.split(/[-–~至到、]/)
  if (to) {
    const [low, high] = [numbersOf(from)?.[0], numbersOf(to)?.[0]]
    return low && high ? [low, high] : undefined
  }
  for (const [form, read] of FORMS) {
    const found = form.exec(said)
    if (found) return read(...found.slice(1))
  }
  return undefined
}
