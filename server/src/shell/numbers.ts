/**
 * Numbers of requests and orders (241108-0412): per centre, kind and day, drawn in blocks outside the command's transaction, because
 * a counter row inside it would let one centre write one request at a time. Gaps are allowed, repeats are not.
 */
import { randomInt } from 'node:crypto'
import { dayOf, formatDay } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Pool } from '../db.ts'

const BLOCK = 8

export interface Numbers {
  next(centre: string, kind: string, now: Instant): Promise<string>
  /** 查询码, told once to who turned to the centre. */
  code(): string
}

export function drawnFrom(pool: Pool): Numbers {
  const blocks = new Map<string, { next: number; end: number; refill?: Promise<void> }>()
  return {
    code: () => String(randomInt(100_000, 1_000_000)),
    async next(centre, kind, now) {
      const day = formatDay(dayOf(now))
      const key = `${centre} ${kind} ${day}`
      const block = blocks.get(key) ?? { next: 1, end: 0 }
      blocks.set(key, block)
      while (block.next > block.end) {
        // One for all who wait; one that failed fails them, and whoever comes next asks again.
        block.refill ??= refill(centre, kind, day)
          .then((end) => {
            block.next = end - BLOCK + 1
            block.end = end
          })
          .finally(() => (block.refill = undefined))
        await block.refill
      }
      const n = block.next++
      return `${day.slice(2).replaceAll('-', '')}-${String(n).padStart(4, '0')}`
    },
  }

  async function refill(centre: string, kind: string, day: string): Promise<number> {
    const { rows } = await pool.query<{ value: number }>({
      name: 'number',
      text: `insert into counter (centre_id, kind, day, value) values ($1, $2, $3, $4)
             on conflict (centre_id, kind, day) do update set value = counter.value + $4 returning value`,
      values: [centre, kind, day, BLOCK],
    })
    return rows[0]?.value ?? 0
  }
}
