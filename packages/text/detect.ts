/** Personal data in free text: found by form and checksum, and masked before the text is indexed or sent down. */

/** Identity numbers end in a check digit (GB 11643): a wrong one is some other number and stays readable. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((n, w, i) => n + w * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

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

const RULES: readonly { find: RegExp; accept?: (text: string) => boolean; mask: (text: string) => string }[] = [
  { find: /(?<![\dXx])\d{17}[\dXx](?![\dXx])/g, accept: isIdentityNumber, mask: keep(6, 2) },
  { find: /(?<!\d)\d{16,19}(?!\d)/g, accept: isCardNumber, mask: keep(4, 4) },
  { find: /(?<!\d)1[3-9]\d{9}(?!\d)/g, mask: keep(3, 4) },
  { find: /(?<!\d)1[3-9]\d[ -]\d{4}[ -]\d{4}(?!\d)/g, mask: keep(3, 4) },
  { find: /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?(?!\d)/g, mask: keep(4, 2) },
  {
    find: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/g,
    mask: keep(2, 1),
  },
  { find: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, mask: all },
]

/** The text with every recognised number replaced by its mask. */
export function maskText(text: string): string {
  return RULES.reduce((out, rule) => out.replace(rule.find, (hit) => (rule.accept?.(hit) === false ? hit : rule.mask(hit))), text)
}

/** 张三 → 张*, 欧阳修文 → 欧**文 … a name keeps its first character only; code points, not UTF-16 units (GB 18030). */
export const maskName = (name: string) => [...name][0] + '*'.repeat(Math.max(1, [...name].length - 1))

/** 138****0645; short and foreign numbers keep their ends. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\s/g, '')
  return digits.length >= 7 ? keep(3, Math.min(4, digits.length - 6))(digits) : all(digits)
}

/** One form for one number: digits only, Chinese country code off, extension kept apart by a hyphen. */
export function normalPhone(phone: string): string {
  const plain = phone.normalize('NFKC').replace(/[()（）\s]/g, '')
  const home = plain.replace(/^(?:\+|00)-?86-?/, '')
  const digits = home.replaceAll('-', '')
  // Eleven digits of a mobile, however grouped; no landline begins with 1, so its last group is no extension.
  if (/^1[3-9]\d{9}$/.test(digits)) return digits
  const [number = '', extension] = splitExtension(home)
  return number.replace(/[^\d+]/g, '') + (extension ? `-${extension}` : '')
}

/** 0731-8xxxxxxx-123: the last part after a landline number is an extension. */
function splitExtension(phone: string): [string, string | undefined] {
  const found = /^(\+?\d{3,4}-?\d{7,8}|\d{7,8})-(\d{1,6})$/.exec(phone)
  return found ? [found[1] ?? '', found[2]] : [phone, undefined]
}
