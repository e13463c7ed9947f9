/**
 * Personal data in free text: found by form and check digit, and masked before the text is indexed or sent down (SEC-05). What only
 * looks like it (an order's number, a sum, a date, a 统一社会信用代码, 12345) stays readable.
 */

export const PERSONAL_KINDS = {
  id: '公民身份号码',
  card: '银行卡号',
  mobile: '手机号码',
  landline: '固定电话',
  plate: '车牌号',
  mail: '电子邮箱',
  passport: '护照或通行证号',
} as const
export type PersonalKind = keyof typeof PERSONAL_KINDS

/** Where one stands: `text.slice(from, to)`, in UTF-16 units. */
export interface Found {
  kind: PersonalKind
  from: number
  to: number
}

/** Identity numbers end in a check digit (GB 11643): a wrong one is some other number and stays readable. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((n, w, i) => n + w * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

/** With a day of birth in it: a credit code of digits alone passes the check digit once in eleven. */
const isPersonsNumber = (text: string) => isIdentityNumber(text) && BORN.test(text.slice(6, 14))
const BORN = /^(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/** Luhn's check of bank card numbers. */
export function isCardNumber(text: string): boolean {
  if (!/^\d{16,19}$/.test(text)) return false
  const digits = [...text].reverse().map(Number)
  const sum = digits.reduce((n, d, i) => n + (i % 2 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d), 0)
  return sum % 10 === 0
}

const keep = (head: number, tail: number) => (text: string) =>
  text.slice(0, head) + '*'.repeat(Math.max(0, text.length - head - tail)) + text.slice(text.length - tail)
const all = (text: string) => '*'.repeat(text.length)

interface Rule {
  kind: PersonalKind
  /** The number is the group `n`, where words before it are needed to tell what it is. */
  find: RegExp
  /** Given the number without what stands between its digits. */
  accept?: (bare: string) => boolean
  /** Characters that stay readable at both ends. */
  ends: readonly [number, number]
}

/** What people put between groups of digits. */
const GAP = '[ \\t\\-.·•_]{1,3}'
const gaps = (...groups: number[]) => groups.map((n) => `\\d{${n}}`).join(GAP)
const MOBILE = [
  '1[3-9]\\d{9}',
  ...[gaps(3, 4, 4), gaps(3, 3, 5), gaps(4, 3, 4), gaps(4, 4, 3), gaps(3, 8), gaps(7, 4), gaps(5, 6)].map((g) => `(?=1[3-9])${g}`),
]
const SPELLED = `1 ?[3-9](?: ?\\d){9}`
const ABROAD = '(?:(?:\\+|00)?86[ \\-]?)?'
const NUMBER_OF = '(?:电话|座机|固话|话机|号码|致电|来电|拨打|手机|联系方式)(?:号码|号)?[^\\d\\n]{0,4}'
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

const RULES: readonly Rule[] = [
  {
    kind: 'id',
    find: new RegExp(
      `(?<![\\dXx])(?:\\d{17}[\\dXx]|\\d{6}${GAP}\\d{8}${GAP}\\d{3}[\\dXx]|\\d{6}${GAP}\\d{4}${GAP}\\d{4}${GAP}\\d{3}[\\dXx])(?![\\dA-Za-z])`,
      'g',
    ),
    accept: isPersonsNumber,
    ends: [6, 2],
  },
  { kind: 'id', find: /身份(?:证|号)[^\d\n]{0,8}(?<n>[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?!\d)/dg, ends: [6, 2] },
  {
    kind: 'card',
    find: new RegExp(`(?<!\\d)(?<!\\d[-.])[3-69]\\d{3}(?:(?:${GAP})?\\d{4}){3}(?:(?:${GAP})?\\d{1,3})?(?!\\d)`, 'g'),
    accept: isCardNumber,
    ends: [4, 4],
  },
  { kind: 'mobile', find: new RegExp(`(?<!\\d)(?<!\\d[-.])${ABROAD}(?:${[...MOBILE, SPELLED].join('|')})(?!\\d)`, 'g'), ends: [3, 4] },
  {
    kind: 'landline',
    find: /(?<!\d)(?<!\d[-.])\(?0(?:(?:10|2\d)\)?[- ]{0,2}[2-8]\d|[3-9]\d\d\)?[- ]{0,2}[2-8]\d?)\d{2}[- ]?\d{4}(?!\d)(?:(?:-|转|分机|ext\.?) ?\d{1,6}(?!\d))?/gi,
    ends: [4, 2],
  },
  { kind: 'landline', find: new RegExp(`${NUMBER_OF}(?<n>[2-8]\\d{6,7})(?!\\d)(?!-\\d{4}-)`, 'dg'), ends: [2, 2] },
  {
    kind: 'plate',
    find: new RegExp(
      `[${PROVINCES}][A-HJ-NP-Z][·.\\- ]?(?:\\d{5}[DF]|[DF][A-HJ-NP-Z0-9]\\d{4}|(?=[A-Z]{0,4}\\d|[A-HJ-NP-Z]{5}(?![A-Z]))[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])`,
      'gi',
    ),
    ends: [2, 1],
  },
  { kind: 'mail', find: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ends: [0, 0] },
  {
    kind: 'passport',
    find: /(?:护照|通行证|回乡证|台胞证|证件)[^A-Za-z0-9\n]{0,8}(?<n>(?:[EGDSPKMHCWegdspkmhcw][A-Za-z]?\d{7,10}|\d{8}(?=\D|$)))(?![A-Za-z0-9])/dg,
    ends: [1, 2],
  },
]

/** Nothing that any rule finds has fewer digits than this in a row of likely characters: most texts are left at once. */
const LIKELY = /@|＠|(?:[\d０-９〇零一二三四五六七八九幺][\s\-.·•_－]{0,3}){4}/

/** Every personal value in the text, in order, none over another. */
export function findPersonal(text: string): Found[] {
  if (!LIKELY.test(text)) return []
  const plain = folded(text)
  const found: Found[] = []
  for (const rule of RULES) {
    for (const hit of plain.matchAll(rule.find)) {
      const [from, to] = hit.indices?.groups?.n ?? [hit.index, hit.index + hit[0].length]
      const bare = plain.slice(from, to).replace(/[^\dA-Za-z]/g, '')
      if (rule.accept?.(bare) === false || found.some((f) => f.from < to && from < f.to)) continue
      found.push({ kind: rule.kind, from, to })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

/** The text with every recognised number replaced by its mask. */
export function maskText(text: string): string {
  let out = ''
  let done = 0
  for (const { kind, from, to } of findPersonal(text)) {
    const [head, tail] = RULES.find((r) => r.kind === kind)?.ends ?? [0, 0]
    out += text.slice(done, from) + keep(head, tail)(text.slice(from, to))
    done = to
  }
  return done ? out + text.slice(done) : text
}

/** The text with every one of these values masked: a person's name as elsewhere, an address whole. Too short ones are everyday words. */
export function hidden(text: string, values: readonly string[]): string {
  return values.reduce((out, value) => {
    const length = [...value].length
    if (length < 2 || !out.includes(value)) return out
    return out.replaceAll(value, length <= 4 ? maskName(value) : '*'.repeat(length))
  }, text)
}

/** Full-width characters as plain ones and spelled telephone numbers (一三八…) as digits, each in its place: no length changes. */
function folded(text: string): string {
  const plain = /[０-９Ａ-Ｚａ-ｚ＠．－＋（）　]/.test(text)
    ? text.replace(/[０-９Ａ-Ｚａ-ｚ＠．－＋（）]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ')
    : text
  return plain.replace(SPELLED_DIGITS, (run) => run.replace(/[〇零一二三四五六七八九幺]/g, (c) => String(DIGITS[c])))
}
const SPELLED_DIGITS = /(?:[〇零一二三四五六七八九幺\d][ \-]?){10,}[〇零一二三四五六七八九幺\d]/g
const DIGITS: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 幺: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }

/** 张三 → 张*, 欧阳修文 → 欧**文 … a name keeps its first character only; code points, not UTF-16 units (GB 18030). */
export const maskName = (name: string) => [...name][0] + '*'.repeat(Math.max(1, [...name].length - 1))

/** 138****0645; short and foreign numbers keep their ends. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\s/g, '')
  return digits.length >= 7 ? keep(3, Math.min(4, digits.length - 6))(digits) : all(digits)
}

/** One form for one number: digits only, Chinese country code off, extension kept apart by a hyphen. Empty where the number is withheld. */
export function normalPhone(phone: string): string {
  const plain = phone.normalize('NFKC').replace(/[()（）\s]/g, '')
  const home = plain.replace(/^(?:\+|00)-?86-?/, '')
  const digits = home.replaceAll('-', '')
  // Eleven digits of a mobile, however grouped; no landline begins with 1, so its last group is no extension.
  if (/^1[3-9]\d{9}$/.test(digits)) return digits
  const [number = '', extension] = splitExtension(home)
  const bare = number.replace(/[^\d+]/g, '')
  // 00852… and +852… are one number.
  return bare.replace(/^00(?=[1-9])/, '+') + (extension ? `-${extension}` : '')
}

/** 0731-8xxxxxxx-123, …转123: what comes after a landline number is an extension. */
function splitExtension(phone: string): [string, string | undefined] {
  const found = /^(\+?\d{3,4}-?\d{7,8}|\d{7,8})(?:-|转|分机|ext\.?)(\d{1,6})$/i.exec(phone)
  return found ? [found[1] ?? '', found[2]] : [phone, undefined]
}
