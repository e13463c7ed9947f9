/** A look at the frozen figures of an edition: what `lookAt` is to the figures of this minute. Everything a report says is made from it. */
import { adjusted, type Counted, contributed } from '@huying/core/bulletin/adjust'
import { type Edition, grantedOf } from '@huying/core/bulletin/state'
import { difference } from '@huying/core/measure/contribution'
import type { Month } from '../figures/month.ts'
import { NONE, type StillRunning, together } from '../figures/running.ts'
import { RUNNING } from '@huying/core/measure/figures'
import type { Db } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { factsBy, type FrozenFact, sumsOf } from './frozen.ts'

/** Rows that a granted objection changes in the edition, by id: as frozen, and as they count. */
export type Changes = ReadonlyMap<string, { fact: FrozenFact; counts: Counted[] }>

export async function changesIn(db: Db, centre: string, edition: Edition): Promise<Changes> {
  const granted = grantedOf(edition)
  if (!granted.length) return new Map()
  const facts = new Map(
    (
      await factsBy(
        db,
        centre,
        edition.id,
        granted.map(({ fact }) => fact.id),
      )
    ).map((fact) => [fact.id, fact]),
  )
  const out = new Map<string, { fact: FrozenFact; counts: Counted[] }>()
  for (const {
    fact: { id },
    effect,
  } of granted) {
    const fact = facts.get(id)
    if (fact) out.set(id, { fact, counts: adjusted(out.get(id)?.counts ?? fact.counts, effect) })
  }
  return out
}

export async function lookFrozen(shell: Shell, centre: string, edition: Edition): Promise<Month> {
  const policy = await shell.packs.at(centre, edition.version)
  const sums = new Map(await sumsKept(shell.pool, centre, edition))
  for (const { fact, counts } of (await changesIn(shell.pool, centre, edition)).values())
    for (const [name, amount] of Object.entries(difference(contributed(fact.counts), contributed(counts)))) {
      const key = name.slice(11)
      sums.set(key, (sums.get(key) ?? 0) + amount)
    }
  const units = runningIn(sums)
  const { period, first, last, cutoff, version } = edition
  return {
    ...{ centre, period, first, last, now: cutoff, policy, version, sums },
    f: (figure, dimension = 'all', key = 'all') => sums.get(`${dimension}|${key}|${figure}`) ?? 0,
    units,
    ...together(units.values()),
  }
}

/** Sums of frozen facts never change, so those last looked at are kept; the comparison of figures with rows reads the tables anew. */
const kept = new WeakMap<Db, Map<string, ReadonlyMap<string, number>>>()
const MOST_KEPT = 8

async function sumsKept(db: Db, centre: string, { id, facts }: Edition): Promise<ReadonlyMap<string, number>> {
  const known = kept.get(db) ?? new Map<string, ReadonlyMap<string, number>>()
  kept.set(db, known)
  const key = `${centre} ${id} ${facts?.hash}`
  const sums = known.get(key) ?? (await sumsOf(db, centre, id))
  if (known.size >= MOST_KEPT && !known.has(key)) known.clear()
  if (facts) known.set(key, sums)
  return sums
}

/** What the clock had decided at the cut-off stands among the sums, unit by unit. */
function runningIn(sums: ReadonlyMap<string, number>): Map<string, StillRunning> {
  const out = new Map<string, StillRunning>()
  for (const [name, amount] of sums) {
    const [dimension, unit = '', figure] = name.split('|')
    if (dimension !== 'unit') continue
    const known = out.get(unit) ?? NONE
    if (figure === RUNNING.undue) out.set(unit, { ...known, due: { ...known.due, undue: amount } })
    else if (figure === RUNNING.late) out.set(unit, { ...known, accepted: { ...known.accepted, late: amount } })
    else if (figure === RUNNING.unsigned) out.set(unit, { ...known, unsigned: amount })
  }
  return out
}
