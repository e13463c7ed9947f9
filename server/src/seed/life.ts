/**
 * What a play in memory left, as rows to copy: the state of everything with its columns, shares, figures and timers as every command
 * writes them (shell/writes.ts), and the journal of it, step by step or as heads only.
 */
import type pg from 'pg'
import { type Instant, type Noun, NOUNS } from '@huying/core/kernel'
import { headEvent } from '@huying/core/nouns'
import type { Policy } from '@huying/core/policy/policy'
import { SYSTEM } from '@huying/core/kernel'
import type { Engine, Held } from '@huying/simulate/engine'
import { ts } from '../db.ts'
import { ADDED, addedRow, addToRollups } from '../figures/added.ts'
import { chained, type Happened, streamOf } from '../seal/chain.ts'
import { ROWS } from '../shell/rows.ts'
import type { Shell } from '../shell/shell.ts'
import { ASSIGNMENT, EVENT, JOB, nounRow, nounTable, TEXT, textRow } from '../shell/tables.ts'
import { type Changed, writesOf } from '../shell/writes.ts'
import type { StoredText } from '../text/absorb.ts'
import { lookupColumns } from '../text/lookup.ts'
import { Copier } from './copy.ts'
import { AUDIT, looksOf } from './looks.ts'

const tablesOf = (centre: string) =>
  new Copier(centre, [
    ...NOUNS.map((noun) => ({ table: nounTable(noun) })),
    { table: ASSIGNMENT },
    { table: TEXT },
    { table: EVENT, also: { recorded_at: 'timestamptz' } },
    { table: JOB },
    { table: AUDIT },
    { table: ADDED },
  ])

export interface Played {
  engine: Pick<Engine, 'rows' | 'journal'>
  texts: readonly StoredText[]
  /** Every step of the journal; else each stream begins with the state it reached. */
  whole: boolean
}

/** What is written together. */
export interface Into {
  copier: Copier
  /** What it adds to the figures, by their names; zeroes among them. */
  delta: Record<string, number>
  /** Who signed in on which day. */
  signedIn: Set<string>
}
export const newInto = (centre: string): Into => ({ copier: tablesOf(centre), delta: {}, signedIn: new Set() })

/** Everything that waits, and what it adds to the figures, inside the client's transaction. */
export async function writeOut({ copier, delta }: Into, client: pg.ClientBase, centre: string) {
  for (const name in delta) if (delta[name]) copier.add(ADDED, addedRow(name, delta[name]))
  await copier.flush(client)
  await addToRollups(client, centre)
}

type Home = Pick<Shell, 'pool' | 'crypto'> & { centre: string; policy: Policy }

export async function addPlayed({ copier, delta, signedIn }: Into, home: Home, played: Played): Promise<void> {
  const { crypto, centre } = home
  const { engine, texts, whole } = played
  const heads = new Map<string, string>()
  for (const event of whole ? steps(engine) : reached(engine)) {
    // What happened then was recorded then.
    const [hashed] = chained(crypto, centre, event.at, [event], heads)
    copier.add(EVENT, { ...hashed, recorded_at: event.at })
  }
  const written = writesOf(await changesOf(home, played, heads))
  for (const row of written.rows) copier.add(nounTable(row.noun), nounRow(row))
  for (const row of written.assignments) copier.add(ASSIGNMENT, row)
  for (const text of texts) copier.add(TEXT, textRow(text))
  for (const timer of written.timers) copier.add(JOB, { ...timer })
  for (const look of looksOf(crypto, centre, engine, signedIn)) copier.add(AUDIT, look)
  for (const key in written.delta) delta[key] = (delta[key] ?? 0) + (written.delta[key] ?? 0)
}

type Step = Happened & { noun: Noun }
const steps = ({ journal }: Played['engine']): Step[] => journal.map((e) => ({ ...e, at: ts(e.at) ?? '' }))

/** One event a stream, at the moment of its last step. */
function* reached({ rows, journal }: Played['engine']): Generator<Step> {
  const last = new Map<string, Instant>(journal.map((e) => [streamOf(e), e.at]))
  for (const { noun, id, state } of everything(rows)) {
    const { events: _events, ...reached } = state as { events: number }
    const body = headEvent(reached)
    const at = ts(last.get(streamOf({ noun, stream: id }))) ?? ''
    yield { noun, stream: id, seq: 1, type: body.type, at, actor: SYSTEM.user, post: SYSTEM.post, body }
  }
}

function* everything(rows: Engine['rows']): Generator<Held & { noun: Noun; id: string }> {
  for (const [noun, table] of rows) for (const [id, held] of table) yield { ...held, noun, id }
}

async function changesOf(
  { pool, crypto, centre, policy }: Home,
  { engine, texts, whole }: Played,
  heads: Map<string, string>,
): Promise<Changed[]> {
  const open = new Map(texts.flatMap((t) => (t.body === null ? [] : [[t.id, t.body] as const])))
  const own = new Map(texts.map((t) => [t.id, t.lookup] as const))
  const changes: Changed[] = []
  for (const { noun, id, state: left, events, revision } of everything(engine.rows)) {
    const state = { ...(left as object), events: whole ? events : 1, chain: heads.get(streamOf({ noun, stream: id })) }
    changes.push({
      ...{ noun, id, revision, before: undefined, state, policy },
      words: (ref) => (ref ? open.get(ref.id) : undefined),
      lookups: await lookupColumns(pool, centre, crypto, own, { after: ROWS[noun].numbers?.(state as never) ?? {} }),
    })
  }
  return changes
}
