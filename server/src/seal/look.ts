/**
 * The database as it was at one moment, read page by page, and a scratch pad beside it: temporary tables in which large sets are sorted and
 * summed, so that memory stays small whatever the centre holds. The pad has a connection of its own: writing on it would otherwise hold
 * back the sealer for as long as the moment lasts.
 */
import type pg from 'pg'
import type { Pool } from '../db.ts'

export interface Look {
  /** Reads the moment. */
  at: pg.ClientBase
  pad: pg.ClientBase
}

const PAD = `
  create temp table pad_text (id uuid, proof text, erased boolean);
  create temp table pad_figure (key text, amount bigint);
  create temp table pad_timer (key text, due timestamptz);
  create temp table pad_member (kind text, id uuid, seq int, count int);
  create temp table pad_touched (kind text, id uuid)`
const CLEAN = 'drop table if exists pad_text, pad_figure, pad_timer, pad_member, pad_touched'

export async function look<T>(pool: Pool, work: (look: Look) => Promise<T>): Promise<T> {
  const at = await pool.connect()
  const pad = await pool.connect()
  try {
    await pad.query(CLEAN)
    await pad.query(PAD)
    await at.query('begin isolation level repeatable read read only')
    return await work({ at, pad })
  } finally {
    await at.query('rollback').catch(() => undefined)
    await pad.query(CLEAN).catch(() => undefined)
    at.release()
    pad.release()
  }
}

const PAGE = 2000

/** Every row of a query, `PAGE` at a time, through a cursor of the connection's transaction. */
export async function* rowsOf<T extends pg.QueryResultRow>(
  db: pg.ClientBase,
  name: string,
  query: string,
  values: unknown[],
): AsyncGenerator<T> {
  await db.query(`declare ${name} no scroll cursor for ${query}`, values)
  for (;;) {
    const { rows } = await db.query<T>(`fetch ${PAGE} from ${name}`)
    yield* rows
    if (rows.length < PAGE) break
  }
  await db.query(`close ${name}`)
}

/** Two sorted lists side by side: each key once, with what either has of it. */
export async function* beside<A extends { key: string }, B extends { key: string }>(
  left: AsyncGenerator<A>,
  right: AsyncGenerator<B>,
): AsyncGenerator<{ key: string; a?: A; b?: B }> {
  let [a, b] = [await left.next(), await right.next()]
  while (!a.done || !b.done) {
    const key = a.done ? (b.value as B).key : b.done ? a.value.key : a.value.key < b.value.key ? a.value.key : b.value.key
    const [mine, theirs] = [!a.done && a.value.key === key ? a.value : undefined, !b.done && b.value.key === key ? b.value : undefined]
    yield { key, a: mine, b: theirs }
    if (mine) a = await left.next()
    if (theirs) b = await right.next()
  }
}

/** Lines for the pad, written some thousands at a time. */
export class PadLines<T extends object> {
  private lines: T[] = []

  constructor(
    private readonly pad: pg.ClientBase,
    private readonly table: string,
    /** Columns with their types, as `jsonb_to_recordset` reads them. */
    private readonly columns: string,
  ) {}

  async add(lines: readonly T[]) {
    // One by one: of a long stretch there are more than a call can be given.
    for (const line of lines) this.lines.push(line)
    if (this.lines.length >= 5000) await this.flush()
  }

  async flush() {
    if (!this.lines.length) return
    const lines = this.lines
    this.lines = []
    await this.pad.query(`insert into ${this.table} select * from jsonb_to_recordset($1::jsonb) as r(${this.columns})`, [
      JSON.stringify(lines),
    ])
  }
}
