/** 印出来的百分数: which counts print as it. Rounded half up to as many decimals as are printed; 100% and 0% mean all and none. */

/** Whether `n` of `of` prints as `text` (如 99.03%). Nothing of nothing prints as no percentage at all. */
export function prints(n: number, of: number, text: string): boolean {
  if (of === 0) return false
  const { hundredths, scale } = read(text)
  if (hundredths === 0) return n === 0
  if (hundredths === 100 * scale) return n === of
  return Math.floor((n * 200 * scale + of) / (2 * of)) === hundredths
}

/** Every count of `of` that prints as `text`, lowest first. */
export function countsOf(text: string, of: number): number[] {
  const { hundredths, scale } = read(text)
  const about = Math.floor((hundredths * of) / (100 * scale))
  const reach = Math.ceil(of / (200 * scale)) + 1
  const out: number[] = []
  for (let n = Math.max(0, about - reach); n <= Math.min(of, about + reach); n++) if (prints(n, of, text)) out.push(n)
  return out
}

/** Every whole of which `part` prints as `text`: 总呼入 from 接听 and 接通率. */
export function wholesOf(text: string, part: number): number[] {
  const { hundredths, scale } = read(text)
  if (hundredths === 0) return []
  const low = Math.max(part, Math.floor((part * 200 * scale) / (2 * hundredths + 1)) - 1)
  const high = Math.ceil((part * 200 * scale) / Math.max(1, 2 * hundredths - 1)) + 1
  const out: number[] = []
  for (let of = low; of <= high; of++) if (prints(part, of, text)) out.push(of)
  return out
}

/** The percentage in its last printed decimal, and how many of those one per cent has. */
function read(text: string): { hundredths: number; scale: number } {
  const [whole = '0', decimals = ''] = text.replace('%', '').split('.')
  const scale = 10 ** decimals.length
  return { hundredths: Number(whole) * scale + Number(decimals || 0), scale }
}
