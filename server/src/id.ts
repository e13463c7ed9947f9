/**
 * Ids: UUIDs of version 7 (RFC 9562), so that what was made later sorts later and its index grows at one end. Those of one millisecond
 * count up. Random bytes are drawn by the page: asking the system for sixteen at a time costs more than the rest of a command's ids.
 */
import { randomFillSync } from 'node:crypto'

export type MakeId = () => string

/** `random` answers integers below 2^24. */
export function idsFrom(now: () => number, random: () => number): MakeId {
  let last = -1
  let count = 0
  return () => {
    const at = now()
    if (at > last) {
      last = at
      // Begins in the lower half of 26 bits: room to count up in.
      count = random() * 2 + (random() & 1)
    } else if (++count >= 2 ** 26) {
      last++
      count = 0
    }
    const time = last.toString(16).padStart(12, '0')
    const high = (0x7000 | (count >>> 14)).toString(16)
    const low = (0x8000 | (count & 0x3fff)).toString(16)
    const rest = (random() * 2 ** 24 + random()).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${rest}`
  }
}

const PAGE = Buffer.alloc(6144)
let used = PAGE.length
function drawn(): number {
  if (used === PAGE.length) {
    randomFillSync(PAGE)
    used = 0
  }
  used += 3
  return PAGE.readUIntBE(used - 3, 3)
}

export const freshId = idsFrom(Date.now, drawn)
