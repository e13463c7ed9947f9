export interface PickOption {
  code: string
  label: string
  /** Where it stands in the catalogue, for instance 市政设施 › 照明. */
  path?: string
  /** First letters of the label's pinyin: 路灯不亮 → ldbl. */
  initials: string
  /** How people call it: 路灯不亮 for 市政照明. */
  words?: readonly string[]
}

/** What an input method leaves in the field while letters are composed ("l'd bl") counts as plain letters. */
export function plainQuery(query: string): string {
  return query.replace(/['’\s]/g, '').toLowerCase()
}

/** How well an option answers the query; lower is better, undefined is no match. */
function rank(option: PickOption, query: string): number | undefined {
  const initials = option.initials.toLowerCase()
  const label = option.label.toLowerCase()
  if (initials === query || label === query) return 0
  if (label.startsWith(query)) return 1
  if (initials.startsWith(query)) return 2
  if (label.includes(query)) return 3
  if (initials.includes(query)) return 4
  if (wordWith(option, query) !== undefined) return 5
  if (option.path?.toLowerCase().includes(query)) return 6
  if (option.code.toLowerCase().startsWith(query)) return 7
  return undefined
}

const wordWith = ({ words }: PickOption, query: string) => words?.find((word) => word.toLowerCase().includes(query))

/** The word by which an option was found whose own name does not say what was typed. */
export function wordFound(option: PickOption, query: string): string | undefined {
  const plain = plainQuery(query)
  return plain !== '' && rank(option, plain) === 5 ? wordWith(option, plain) : undefined
}

/** Options that answer Chinese characters or pinyin initials, the best first; equals keep the catalogue's order. */
export function findOptions<T extends PickOption>(options: readonly T[], query: string): T[] {
  const plain = plainQuery(query)
  if (plain === '') return [...options]
  const found: { option: T; rank: number }[] = []
  for (const option of options) {
    const place = rank(option, plain)
    if (place !== undefined) found.push({ option, rank: place })
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ option }) => option)
}
