/** The rows behind a figure of an edition: the frozen ones, as they count there, each linked to the order of today. */
import { type Counted, figuresUnder } from '@huying/core/bulletin/adjust'
import type { Edition } from '@huying/core/bulletin/state'
import type { Actor, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { inScope } from '../access.ts'
import { type Db, ts } from '../db.ts'
import type { FigureSet } from '@huying/core/measure/dictionary'
import { sumOf } from '@huying/core/measure/evaluate'
import { nounOf } from '@huying/core/measure/figures'
import type { FigureRow } from '../figures/rows.ts'
import { ROWS } from '../shell/rows.ts'
import type { Shell } from '../shell/shell.ts'
import { FACT, type FrozenFact } from './frozen.ts'
import { changesIn } from './look.ts'

export interface FrozenAsked {
  centre: string
  actor: Actor
  edition: Edition
  policy: Policy
  set: FigureSet
  dimension: string
  keys: readonly string[]
  /** The whole without these keys of the dimension. */
  except?: readonly string[]
  after?: string
  limit: number
}

const BATCH = 500

/** One page and the cursor of the next. */
export async function frozenRows(shell: Shell, asked: FrozenAsked): Promise<{ rows: FigureRow[]; next?: string }> {
  const { centre, edition, limit } = asked
  const changed = await changesIn(shell.pool, centre, edition)
  const found: { fact: FrozenFact; value: number }[] = []
  let after = asked.after
  for (;;) {
    const batch = await candidates(shell.pool, asked, after, [...changed.keys()])
    for (const fact of batch) {
      const counts: readonly Counted[] = changed.get(fact.id)?.counts ?? fact.counts
      const value = valueOf(counts, asked)
      after = `${ts(fact.at)}~${fact.id}`
      if (value === 0) continue
      found.push({ fact, value })
      if (found.length === limit) return { rows: await today(shell.pool, asked, found), next: after }
    }
    if (batch.length < BATCH) return { rows: await today(shell.pool, asked, found) }
  }
}

function valueOf(counts: readonly Counted[], { set, dimension, keys, except }: FrozenAsked): number {
  const under = (one: string, key: string) => {
    const figures = figuresUnder(counts, one, key)
    return sumOf(set, (figure) => figures[figure] ?? 0)
  }
  const together = (of: readonly string[]) => of.reduce((sum, key) => sum + under(dimension, key), 0)
  return except ? under('all', 'all') - together(except) : together(keys)
}

/** Rows that have any of the figures asked for; what a ruling changed is looked at in any case. */
async function candidates(db: Db, { centre, edition, set, dimension }: FrozenAsked, after: string | undefined, changed: string[]) {
  const [at, id] = after?.split('~') ?? ['-infinity', '00000000-0000-0000-0000-000000000000']
  // Figures of the whole are named with the row; under other keys a row may have some that the whole does not.
  const named = dimension === 'all' ? [...set.plus, ...(set.minus ?? [])] : null
  const { rows } = await db.query<FrozenFact>({
    name: 'frozen candidates',
    text: `select ${FACT} from edition_fact e where e.centre_id = $1 and e.edition_id = $2::uuid and e.noun = $3 and (e.at, e.id) > ($4::timestamptz, $5::uuid)
      and ($6::text[] is null or e.figures && $6::text[] or e.id = any($7::uuid[])) order by e.at, e.id limit ${BATCH}`,
    values: [centre, edition.id, nounOf(set.plus[0] ?? ''), at, id, named, changed],
  })
  return rows
}

/** What the rows are called and where they stand now, as far as the reader may know it. */
async function today(db: Db, { centre, actor, policy }: FrozenAsked, found: { fact: FrozenFact; value: number }[]): Promise<FigureRow[]> {
  const [first] = found
  if (!first) return []
  const { noun } = first.fact
  const { rows } = await db.query<{ id: string; stage: string; title: string | null; state: unknown }>(
    `select t.id, t.stage, ${noun === 'contact' ? 't.disposition' : 't.title'} as title, t.state from ${ROWS[noun as Noun].table} t
      where t.centre_id = $1 and t.id = any($2::uuid[])`,
    [centre, found.map(({ fact }) => fact.id)],
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  return found.map(({ fact, value }) => {
    const now = known.get(fact.id)
    const hidden = !now || !inScope(noun, now.state, actor, policy)
    const seen = hidden ? { order: null, number: null, title: null } : { order: fact.order, number: fact.number, title: now.title }
    return { id: fact.id, noun, stage: now?.stage ?? fact.stage, unit: fact.unit, at: fact.at as FigureRow['at'], value, hidden, ...seen }
  })
}
