/** A large file is read in chunks: each row once, in order, and no more than allowed. */
import { expect, test } from 'vitest'
import { taken } from './taken.ts'

test('given so many rows and such a limit, then the file holds the first of them in order and says whether there were more', async () => {
  for (const [rows, limit] of [
    [0, 500],
    [36, 36],
    [1000, 1000],
    [1001, 1000],
    [2500, 2500],
    [2500, 2499],
    [2500, 100_000],
  ] as const) {
    const chunks: number[] = []
    const read = (part: { limit: number; after?: string }) => {
      const from = Number(part.after ?? 0)
      const to = Math.min(rows, from + part.limit)
      chunks.push(to - from)
      return Promise.resolve({ rows: Array.from({ length: to - from }, (_, i) => from + i), next: to < rows ? String(to) : undefined })
    }
    const file = await taken(limit, read, (numbers) => numbers.map((n) => [String(n)]))
    const held = Math.min(rows, limit)
    expect(file.lines).toEqual(Array.from({ length: held }, (_, i) => [String(i)]))
    expect(file.more, `${rows} of ${limit}`).toBe(rows > limit)
    expect(Math.max(...chunks)).toBeLessThanOrEqual(1000)
  }
})
