/**
 * Ids: UUIDs of version 7 (RFC 9562), so that what was made later sorts later and its index grows at one end. Those of one millisecond
 * count up. Random bytes are drawn by the page: asking the system for sixteen at a time costs more than the rest of a command's ids.
 */
import { randomFillSync } from 'node:crypto'

export type MakeId = () => string

const HEX = Array.from({ length: 4096 }, (_, n) => n.toString(16).padStart(3, '0'))
const hex3 = (n: number) => HEX[n & 0xfff] ?? ''
const hex6 = (n: number) => hex3(n >>> 12) + hex3(n)

/** `random` answers integers below 2^24. */
export function idsFrom(now: () => number, random: () => number): MakeId {
  let last = -1
  let time = ''
  let count = 0
  const tick = (at: number, from: number) => {
    last = at
    count = from
    const hex = at.toString(16).padStart(12, '0')
    time = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }
  return () => {
    const at = now()
    // Begins in the lower half of 26 bits: room to count up in.
    if (at > last) tick(at, random() * 2 + (random() & 1))
    else if (++count >= 2 ** 26) tick(last + 1, 0)
    const low = (0x8000 | (count & 0x3fff)).toString(16)
    return `${time}${hex3(count >>> 14)}-${low}-${hex6(random())}${hex6(random())}`
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
