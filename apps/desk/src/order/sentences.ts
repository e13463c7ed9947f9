/** Events of an order as lines of 经过 (terms.md 4): what was done, to whom, with which reason or result. */
import type { Catalogue } from '../catalogue.ts'
import { COMING, coming } from './telling/coming.ts'
import { ENDING, ending } from './telling/ending.ts'
import { HANDLING, handling } from './telling/handling.ts'
import type { Sentence } from './telling/parts.ts'
import { RULING, ruling } from './telling/ruling.ts'
import type { Line, OrderState } from './types.ts'

export type { Sentence } from './telling/parts.ts'

/** Steps of the machine that say nothing to people. */
const SILENT = ['stopped', 'bounded', 'mirrored'] as const

const isAmong = <T extends Line['type']>(line: Line, types: readonly T[]): line is Extract<Line, { type: T }> =>
  types.some((type) => type === line.type)

/** An event without words of its own for people: nothing is shown. */
export function sentenceOf({ line, order, words }: { line: Line; order: OrderState; words: Catalogue }): Sentence | undefined {
  if (isAmong(line, COMING)) return coming({ line, order, words })
  if (isAmong(line, HANDLING)) return handling({ line, order, words })
  if (isAmong(line, RULING)) return ruling({ line, order, words })
  if (isAmong(line, ENDING)) return ending({ line, order, words })
  return isAmong(line, SILENT) ? undefined : missing(line)
}
/** An event of core that none of the lists has does not compile here. */
const missing = (_line: never): undefined => undefined
