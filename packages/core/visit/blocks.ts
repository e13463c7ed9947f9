/** 回访时段: people are called only inside the pack's blocks; an attempt that reached nobody is repeated in another block, at last on another day. */
import { dayOf, plus, plusDays, startOf } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { Pack } from '../policy/schema.ts'

type Hours = Pack['visit']['blocks']['value']
const MINUTE = 60_000

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const minuteOfDay = (at: Instant) => Math.floor((at - startOf(dayOf(at))) / MINUTE)

/** May somebody be called at this moment? */
export const inBlock = (at: Instant, blocks: Hours) =>
  blocks.some(([from, to]) => minuteOfDay(at) >= minutes(from) && minuteOfDay(at) < minutes(to))

export const blocksText = (blocks: Hours) => blocks.map(([from, to]) => `${from}–${to}`).join('、')

/** Start of the next block after the one that `at` lies in; with `anotherDay` the first block of the following day. */
export function nextBlock(at: Instant, blocks: Hours, anotherDay = false): Instant {
  const today = dayOf(at)
  const later = blocks.find(([from]) => minutes(from) > minuteOfDay(at))
  if (later && !anotherDay) return plus(startOf(today), minutes(later[0]) * MINUTE)
  const first = blocks[0]
  return plus(startOf(plusDays(today, 1)), (first ? minutes(first[0]) : 0) * MINUTE)
}
