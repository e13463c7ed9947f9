/** Rows for PostgreSQL's COPY, in its text format: the same columns as the statement of a command (shell/tables.ts), a hundred times as fast. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Columns } from '../shell/rows.ts'
import type { Table } from '../shell/tables.ts'

const NULL = '\\N'
const SPECIAL = /[\\\n\r\t]/g
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string) => (text.search(SPECIAL) < 0 ? text : text.replace(SPECIAL, (c) => ESCAPED[c] ?? c))
/** JSON has no special characters but backslashes. */
const escapedJson = (json: string) => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json)

type Write = (value: unknown) => string
const plain: Write = (value) => String(value as string | number)
const WRITES: Record<string, Write> = {
  uuid: plain,
  integer: plain,
  bigint: plain,
  date: plain,
  smallint: plain,
  timestamptz: plain,
  boolean: (value) => (value ? 't' : 'f'),
  text: (value) => escaped(String(value as string)),
  jsonb: (value) => escapedJson(JSON.stringify(value)),
  'text[]': (value) => escaped(`{${(value as string[]).map((v) => `"${v.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`),
  bytea: (value) => `\\\\x${Buffer.from(value as string, 'base64').toString('hex')}`,
  lookup: (value) => escaped(String(value as string)),
  tsvector: (value) => escaped(vectorOf(String(value as string))),
}

/** What `to_tsvector('simple', …)` makes of tokens that stand apart and need no quotes (packages/text/bigram.ts). */
export function vectorOf(tokens: string): string {
  const places = new Map<string, number[]>()
  for (const [i, token] of tokens.split(' ').entries()) {
    if (!token) continue
    const at = places.get(token)
    if (at) at.push(i + 1)
    else places.set(token, [i + 1])
  }
  return [...places].map(([token, at]) => `'${token}':${at.join(',')}`).join(' ')
}

interface Waiting {
  table: Table
  writes: [column: string, write: Write][]
  /** Pieces of some hundred lines each. */
  chunks: string[]
  piece: string
}

/** Characters after which a piece is put aside: many lines in one write, and no string that is grown for ever. */
const PIECE = 64 * 1024

/** Rows of many tables that wait to be written together, in the order in which the tables are first named. */
export class Copier {
  private readonly waiting = new Map<string, Waiting>()
  private readonly head: string

  /** Names the tables in the order in which their rows may refer to each other; `also` are columns beside those of every write. */
  constructor(centre: string, tables: readonly { table: Table; also?: Record<string, string> }[]) {
    this.head = escaped(centre)
    for (const { table, also = {} } of tables) {
      const columns = { ...also, ...table.columns }
      const writes = Object.entries(columns).map(([column, type]): [string, Write] => [column, WRITES[type] ?? plain])
      this.waiting.set(table.table, { table: { ...table, columns }, writes, chunks: [], piece: '' })
    }
  }

  add({ table: name }: Table, row: Columns) {
    const into = this.waiting.get(name)
    if (!into) throw new Error(`no table ${name}`)
    let line = this.head
    for (const [column, write] of into.writes) {
      const value = row[column]
      line += value === null || value === undefined ? `\t${NULL}` : `\t${write(value)}`
    }
    into.piece += `${line}\n`
    if (into.piece.length < PIECE) return
    into.chunks.push(into.piece)
    into.piece = ''
  }

  /** Writes what waits, inside the client's transaction. */
  async flush(client: pg.ClientBase): Promise<void> {
    for (const waiting of this.waiting.values()) {
      const { table, chunks, piece } = waiting
      if (piece) chunks.push(piece)
      waiting.piece = ''
      if (!chunks.length) continue
      const into = client.query(copyFrom(`copy ${table.table} (centre_id, ${Object.keys(table.columns).join(', ')}) from stdin`))
      await pipeline(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), into)
      chunks.length = 0
    }
  }
}
