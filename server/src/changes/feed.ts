/**
 * What changed, for open pages: noun, id and revision only; the page re-reads, so rights are checked where they always are. Read from
 * the journal, so that it is the same whichever process made the change; asked for only while somebody listens.
 */
import type { Db } from '../db.ts'
import { ts } from '../db.ts'

export interface Changed {
  noun: string
  id: string
  seq: number
}
type Listener = (changes: Changed[]) => void

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

  get size() {
    return [...this.listeners.values()].reduce((n, set) => n + set.size, 0)
  }

  stop() {
    clearTimeout(this.timer)
    this.listeners.clear()
  }

  private later = (): NodeJS.Timeout => setTimeout(() => void this.look(), EVERY)

  private async look() {
    for (const [centre, listeners] of this.listeners) {
      const changes = await this.since(centre).catch(() => [])
      if (changes.length) for (const listener of listeners) listener(changes)
    }
    this.timer = this.listeners.size ? this.later() : undefined
  }

  /** Streams that gained events since the last look. What was told already is not told again. */
  private async since(centre: string): Promise<Changed[]> {
    const now = this.now()
    const { rows } = await this.db.query<Changed>({
      name: 'changes',
      text: `select noun, stream as id, max(seq) as seq from event where centre_id = $1 and recorded_at > $2 group by 1, 2`,
      values: [centre, ts(Math.min(now, this.looked.get(centre) ?? now) - OVERLAP)],
    })
    this.looked.set(centre, now)
    const fresh = rows.filter((r) => (this.seen.get(r.id) ?? 0) < r.seq)
    for (const r of fresh) this.seen.set(r.id, r.seq)
    if (this.seen.size > 20_000) this.seen.clear()
    return fresh
  }
}
