/**
 * What a change of rows means for the database, in one place for whoever writes: the one statement of a command (commit.ts) and the
 * copying of many lives (seed/). Rows with the columns that lists read, shares, the delta of figures, the timers to set and to end.
 */
import type { Noun } from '@huying/core/kernel'
import { difference } from '@huying/core/measure/contribution'
import { AGGREGATES } from '@huying/core/nouns'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { ts } from '../db.ts'
import type { JobRow, Writes } from './commit.ts'
import { assignmentRows, type Columns, ROWS, type Words } from './rows.ts'

/** One thing as it was and as it is now. */
export interface Changed {
  noun: Noun
  id: string
  /** As it is now. */
  revision: number
  /** Undefined for what is new. */
  before: unknown
  state: unknown
  policy: Policy
  words: Words
  /** Its `lookup` columns (text/lookup.ts). */
  lookups: Columns
}

type Written = Pick<Writes, 'rows' | 'assignments' | 'delta'> & {
  timers: JobRow[]
  /** Keys of timers that nobody wants any more. */
  unwanted: string[]
}

/** `cause`: the request that brought it about, for the log. */
export function writesOf(changes: readonly Changed[], cause?: string): Written {
  const out: Written = { rows: [], assignments: [], delta: {}, timers: [], unwanted: [] }
  for (const { noun, id, revision, before, state, policy, words, lookups } of changes) {
    const counted = AGGREGATES[noun].contribution(state)
    const columns = { ...ROWS[noun].row(state as never, words, policy, counted), ...lookups }
    out.rows.push({ noun, id, revision, columns, state })
    if (noun === 'order') out.assignments.push(...assignmentRows(before as Order | undefined, state as Order, policy))
    const counts = before === undefined ? counted : difference(AGGREGATES[noun].contribution(before), counted)
    for (const key in counts) out.delta[key] = (out.delta[key] ?? 0) + (counts[key] ?? 0)
    rearm(out, { noun, id, before, state, policy }, cause)
  }
  return out
}

/** Makes stored timers = wanted timers: only what differs is written. */
function rearm(into: Written, { noun, id, before, state, policy }: Omit<Changed, 'revision' | 'words' | 'lookups'>, cause?: string) {
  const wanted = timersOf(noun, id, state, policy)
  const stored = before === undefined ? new Map<string, JobRow>() : timersOf(noun, id, before, policy)
  for (const [key, timer] of wanted) if (stored.get(key)?.due_at !== timer.due_at) into.timers.push({ ...timer, cause })
  for (const key of stored.keys()) if (!wanted.has(key)) into.unwanted.push(key)
}

/** The timers a state wants, by key, as rows. */
export function timersOf(noun: Noun, id: string, state: unknown, policy: Policy): Map<string, JobRow> {
  const owner = `${noun}:${id}`
  const rows = AGGREGATES[noun].timers(state, policy).map((t): [string, JobRow] => {
    const key = `${owner}:${t.key}`
    return [key, { key, owner, noun, stream: id, command: t.command, input: t.input, due_at: ts(t.at) ?? '' }]
  })
  return new Map(rows)
}
