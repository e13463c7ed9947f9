/** Sentences with figures in braces. Which names there are is said here, so that a pack that names another is refused. */

/** Counted figures, by the name they have among the figures. */
export const COUNT_WORDS = {
  calls: '群众来电',
  calls_answered: '接听来电',
  accepted: '受理诉求',
  answered: '当场答复',
  sent: '转办诉求',
  undecided: '尚未分流',
  refused: '不予受理',
  transferred: '转接',
  withdrawn: '诉求人撤回',
  merged: '并入已有工单',
  urged: '催办',
  orders: '新开工单',
  dispatched: '转办工单',
  closed: '已办结工单',
  returns_granted: '同意退单',
  redone: '重办工单',
} as const
export type CountName = keyof typeof COUNT_WORDS
export const COUNT_NAMES = Object.keys(COUNT_WORDS) as CountName[]

/** Rates of the bulletin. */
export const RATE_NAMES = ['onTheSpot', 'onTime', 'closed', 'visited', 'reached', 'satisfied', 'solved', 'contacted'] as const
export type RateName = (typeof RATE_NAMES)[number]

/** Lists, printed as 甲 12 件（1.20%）、乙 …; and what is none of these. */
export const LIST_NAMES = ['types', 'topics', 'units', 'channels', 'marks'] as const
export type ListName = (typeof LIST_NAMES)[number]
export const OTHER_NAMES = ['month', 'period', 'answerRate', 'unitsTop', 'online', 'unitCount', 'daily'] as const

/** A rate that shares its name with a count is asked for as `rate.closed`. */
const NAMES: ReadonlySet<string> = new Set<string>([
  ...COUNT_NAMES,
  ...RATE_NAMES.map((name) => `rate.${name}`),
  ...RATE_NAMES.filter((name) => name !== 'closed'),
  ...LIST_NAMES,
  ...OTHER_NAMES,
])
const BRACES = /\{([a-zA-Z._]{1,40})\}/g

/** A sentence as its words and the names between them. */
export function partsOf(sentence: string): (string | { name: string })[] {
  const out: (string | { name: string })[] = []
  let done = 0
  for (const { 0: braced, 1: name = '', index } of sentence.matchAll(BRACES)) {
    if (!NAMES.has(name)) continue
    if (index > done) out.push(sentence.slice(done, index))
    out.push({ name })
    done = index + braced.length
  }
  return done < sentence.length ? [...out, sentence.slice(done)] : out
}

/** Names in braces that no figure has. */
export const unknownNames = (sentence: string): string[] =>
  [...sentence.matchAll(BRACES)].map(([, name = '']) => name).filter((name) => !NAMES.has(name))
