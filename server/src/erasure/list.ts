/**
 * 删除清单: what was erased, outside the database and outside the key file, one line for each event. An older backup still holds the keys of
 * what was erased after it was taken; whoever brings it back destroys them again by this list (restore.ts, again.ts). A line holds ids
 * only. It carries a keyed hash: nobody has something erased by writing a line.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Db, type Pool } from '../db.ts'
import { canonical } from '../seal/canonical.ts'
import type { SealProvider } from '../seal/provider.ts'

export interface Line {
  centre: string
  noun: string
  stream: string
  seq: number
  /** Milliseconds. */
  at: number
  texts: string[]
  files: { id: string; address: string }[]
}

export interface ErasedList {
  /** Lines that are ours, from the byte `from` on; `faulty` is told of each that is not. */
  lines(from?: number, faulty?: () => void): AsyncGenerator<Line>
  size(): Promise<number>
  append(lines: readonly Line[]): Promise<void>
}

export function erasedList(file: string, crypto: SealProvider): ErasedList {
  const proof = (line: Line) => crypto.chain('', canonical(['erased', line]))
  const size = () =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    )
  return {
    size,
    lines: async function* (from = 0, faulty = () => undefined) {
      if ((await size()) <= from) return
      for await (const text of createInterface({ input: createReadStream(file, { start: from }), crlfDelay: Infinity })) {
        if (!text) continue
        const line = read(text, proof)
        if (line) yield line
        else faulty()
      }
    },
    append: async (lines) => {
      if (!lines.length) return
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const handle = await open(file, 'a', 0o600)
      try {
        // Before it, the end of a line that a crash left half.
        await handle.write(`\n${lines.map((line) => JSON.stringify({ ...line, proof: proof(line) })).join('\n')}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
  }
}

function read(text: string, proofOf: (line: Line) => string): Line | undefined {
  try {
    const { proof, ...line } = JSON.parse(text) as Line & { proof: string }
    return proofOf(line) === proof ? line : undefined
  } catch {
    return undefined
  }
}

/** Clocks of several processes differ, and a writing transaction takes its time. */
const OVERLAP = 3_600_000

/** What a process knows of the list it keeps. */
export interface Kept {
  known: Set<string>
  read: number
  since: number
}
export const nothingKept = (): Kept => ({ known: new Set(), read: 0, since: 0 })

const keyOf = ({ centre, noun, stream, seq }: Pick<Line, 'centre' | 'noun' | 'stream' | 'seq'>) => `${centre} ${noun} ${stream} ${seq}`

/** Adds every erasure of the journal that the list lacks; how many. Processes with the same list take turns. */
export async function listErasures(pool: Pool, list: ErasedList, kept: Kept, now: number): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('erased list'))`)
    const upto = await list.size()
    for await (const line of list.lines(kept.read)) kept.known.add(keyOf(line))
    kept.read = upto
    const lines = (await erasures(client, kept.since)).filter((line) => !kept.known.has(keyOf(line)))
    await list.append(lines)
    kept.since = now - OVERLAP
    return lines.length
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('erased list'))`).catch(() => undefined)
    client.release()
  }
}

async function erasures(db: Db, since: number): Promise<Line[]> {
  const { rows } = await db.query<Line>(
    `select e.centre_id as centre, e.noun, e.stream, e.seq, e.at, e.body->'texts' as texts,
       coalesce((select jsonb_agg(jsonb_build_object('id', f.file_id, 'address', f.address) order by f.file_id) from erased_file f
         where f.centre_id = e.centre_id and f.file_id::text in (select jsonb_array_elements_text(coalesce(e.body->'files', '[]')))), '[]') as files
     from event e where e.centre_id in (select centre_id from centre) and e.type = 'erased' and e.recorded_at >= to_timestamp($1::float8 / 1000)
     order by e.recorded_at, e.noun, e.stream, e.seq`,
    [since],
  )
  return rows
}
