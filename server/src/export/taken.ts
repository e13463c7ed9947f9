/** The lines of one file, and whether there were more than it may hold. */
export interface Taken {
  lines: string[][]
  more: boolean
}

/** Rows that are read at once: a hundred thousand states together would not fit into the process. */
const CHUNK = 1000

/** Chunk after chunk to the limit, of each only its lines kept. */
export async function taken<R>(
  limit: number,
  read: (part: { limit: number; after?: string }) => Promise<{ rows: R[]; next?: string }>,
  linesOf: (rows: R[]) => string[][] | Promise<string[][]>,
): Promise<Taken> {
  const lines: string[][] = []
  let after: string | undefined
  do {
    const { rows, next } = await read({ limit: Math.min(CHUNK, limit - lines.length), after })
    for (const line of await linesOf(rows)) lines.push(line)
    after = next
  } while (after !== undefined && lines.length < limit)
  return { lines, more: after !== undefined }
}
