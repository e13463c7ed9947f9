/** Which matters and marks a told story points to, by the words of the pack: a proposal with its reason, never a decision. */

export interface Match {
  code: string
  /** The words that were found: the reason shown beside the proposal. */
  words: string[]
}

/** Rows whose own name or words occur in the text, the one with most said about it first; what another word contains counts once. */
export function matchIn(text: string, rows: readonly { code: string; name?: string; words?: readonly string[] }[], most = 5): Match[] {
  return rows
    .map(({ code, name, words }) => ({ code, words: longest([...(name ? [name] : []), ...(words ?? [])].filter((w) => text.includes(w))) }))
    .filter((m) => m.words.length)
    .sort((a, b) => weight(b) - weight(a) || a.code.localeCompare(b.code))
    .slice(0, most)
}

const longest = (words: string[]) => words.filter((w, i) => words.indexOf(w) === i && !words.some((o) => o !== w && o.includes(w)))
const weight = (m: Match) => m.words.reduce((n, w) => n + w.length, 0)
