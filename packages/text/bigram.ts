/** Character bigrams for a `simple` tsvector: counts equal LIKE exactly where word segmentation loses recall (井盖 in 窨井盖板). */

const WORDS = /[a-z0-9]+|[\u3400-\u9fff\u{20000}-\u{3ffff}]/giu

/** Tokens of a text in order: two neighbouring characters each, words of Latin letters and digits whole. */
export function bigrams(text: string): string[] {
  const units = text.normalize('NFKC').toLowerCase().match(WORDS) ?? []
  const out: string[] = []
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1]
    out.push(/[a-z0-9]/.test(unit) ? unit : next && !/[a-z0-9]/.test(next) ? unit + next : unit)
  }
  return out
}

/** What goes into the index. */
export const indexText = (text: string) => bigrams(text).join(' ')

/** A phrase query over the index for what somebody typed; undefined when there is nothing to look for. One character matches as a prefix. */
export function phraseQuery(typed: string): string | undefined {
  const tokens = bigrams(typed)
  if (!tokens.length) return undefined
  const last = tokens.at(-1) ?? ''
  const single = tokens.length > 1 && [...last].length === 1 && !/[a-z0-9]/.test(last)
  const used = single ? tokens.slice(0, -1) : tokens
  return used.map((t, i) => `'${t}'${i === used.length - 1 && ([...t].length === 1 || /[a-z0-9]/.test(t)) ? ':*' : ''}`).join(' <-> ')
}
