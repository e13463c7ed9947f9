/**
 * What changed, for open pages: noun, id and revision only; the page re-reads, so rights are checked where they always are. Nobody is
 * told of a thing that his post may not see: the facts that scopes ask about are read once a look, and each listener's own condition is
 * held against them. Read from the journal, so that it is the same whichever process made the change; asked for only while somebody listens.
 */
import { type Condition, type FactRow, holds } from '@huying/core/condition'
import { type Noun, NOUNS } from '@huying/core/kernel'
import { SCOPE_COLUMNS } from '../access.ts'
import type { Db } from '../db.ts'
import { ts } from '../db.ts'
import { ROWS } from '../shell/rows.ts'

export interface Changed {
  noun: Noun
  id: string
  seq: number
}
type Known = Changed & { facts: FactRow }

export interface Listener {
  /** The scope of who listens, as it is now. */
  scope(noun: Noun): Condition
  tell(changes: Changed[]): void
}

/** Milliseconds between two looks, and how far each looks back: rows commit out of order. */
const EVERY = 200
const OVERLAP = 2000

export class Feed {
  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly seen = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined
  /** When the last look saw everything, by centre: a look that failed is made up for. */
  private readonly looked = new Map<string, number>()

  constructor(
    private readonly db: Db,
    private readonly now: () => number,
  ) {}

  listen(centre: string, listener: Listener): () => void {
    const set = this.listeners.get(centre) ?? new Set()
    this.listeners.set(centre, set.add(listener))
    this.timer ??= this.later()
    return () => {
      set.delete(listener)
      if (set.size) return
      this.listeners.delete(centre)
      this.looked.delete(centre)
    }
  }

  stop() {
    clearTimeout(this.timer)
    this.listeners.clear()
  }

  private later = (): NodeJS.Timeout => setTimeout(() => void this.look(), EVERY)

  private async look() {
    for (const [centre, listeners] of this.listeners) {
      const changes = await this.since(centre).catch(() => [])
      if (changes.length) for (const listener of listeners) tell(listener, changes)
    }
    this.timer = this.listeners.size ? this.later() : undefined
  }

  /** Streams that gained events since the last look. What was told already is not told again. */
  private async since(centre: string): Promise<Known[]> {
    const now = this.now()
    const { rows } = await this.db.query<Changed & { left: boolean }>({
      name: 'changes',
      text: `select noun, stream as id, max(seq) as seq, bool_or(type = 'recalled') as left
        from event where centre_id = $1 and recorded_at > $2 group by 1, 2`,
      values: [centre, ts(Math.min(now, this.looked.get(centre) ?? now) - OVERLAP)],
    })
    const fresh = rows.filter((r) => (this.seen.get(r.id) ?? 0) < r.seq)
    const facts = await this.factsOf(centre, fresh)
    this.looked.set(centre, now)
    for (const r of fresh) this.seen.set(r.id, r.seq)
    if (this.seen.size > 20_000) this.seen.clear()
    return fresh.flatMap(({ noun, id, seq }) => {
      const known = facts.get(id)
      return known ? [{ noun, id, seq, facts: known }] : []
    })
  }

  private async factsOf(centre: string, fresh: readonly (Changed & { left: boolean })[]): Promise<Map<string, FactRow>> {
    const facts = new Map<string, FactRow>()
    for (const noun of NOUNS) {
      const some = fresh.filter((one) => one.noun === noun)
      if (!some.length) continue
      const columns = Object.entries(SCOPE_COLUMNS[noun]).map(([name, { sql }]) => `${sql} as "${name}"`)
      const { rows } = await this.db.query<{ id: string } & FactRow>({
        name: `changed ${noun}`,
        text: `select t.id, ${columns.join(', ')} from ${ROWS[noun].table} t where t.centre_id = $1 and t.id = any($2::uuid[])`,
        values: [centre, some.map(({ id }) => id)],
      })
      for (const { id, ...known } of rows) facts.set(id as string, known)
    }
    await this.withThoseWhoLost(centre, fresh, facts)
    return facts
  }

  /** A unit from which an order was just recalled is told this once more, or it would stand in its list until somebody looks again. */
  private async withThoseWhoLost(centre: string, fresh: readonly { id: string; left: boolean }[], facts: Map<string, FactRow>) {
    const left = fresh.filter((one) => one.left).map(({ id }) => id)
    if (!left.length) return
    const { rows } = await this.db.query<{ id: string; units: string[] }>({
      name: 'recalled from',
      text: `select order_id as id, array_agg(unit) as units from assignment
        where centre_id = $1 and order_id = any($2::uuid[]) and stage = 'recalled' group by 1`,
      values: [centre, left],
    })
    for (const { id, units } of rows) {
      const known = facts.get(id)
      if (known) facts.set(id, { ...known, unitPaths: [...((known.unitPaths as string[] | undefined) ?? []), ...units] })
    }
  }
}

function tell(listener: Listener, changes: readonly Known[]) {
  const own = changes.filter(({ noun, facts }) => holds(listener.scope(noun), facts))
  if (own.length) listener.tell(own.map(({ noun, id, seq }) => ({ noun, id, seq })))
}
