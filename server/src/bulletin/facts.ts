/** Facts that an edition's commands decide by. */
import { periodBefore } from '@huying/core/bulletin/period'
import { type Edition, grantedOf } from '@huying/core/bulletin/state'
import type { EditionFacts, FactKind } from '@huying/core/kernel'
import { findPublished } from '@huying/text/published'
import type { Db } from '../db.ts'
import type { Fetch } from '../shell/facts.ts'
import { factsBy } from './frozen.ts'
import { verified } from './verify.ts'

export const BULLETIN_FACTS = {
  editions: async (shell, { centre, state, input }) => {
    const { kind, period } = (state ?? input) as { kind: string; period: string }
    return { editions: await editionsOf(shell.pool, centre, kind, period) }
  },
  frozen: async (shell, { centre, stream, input }) => {
    const [fact] = await factsBy(shell.pool, centre, stream, [(input as { fact: string }).fact])
    return fact ? { frozen: { ...fact, order: fact.order ?? undefined } } : {}
  },
  differences: async (shell, { centre, state }) => ({ differences: (await verified(shell, centre, state as Edition)).differences }),
  personal: (_shell, { words }) => ({ personal: [...words.values()].flatMap(findPublished) }),
} satisfies Partial<Record<FactKind, Fetch>>

async function editionsOf(db: Db, centre: string, kind: string, period: string): Promise<EditionFacts> {
  const { rows } = await db.query<{ state: Edition }>({
    name: 'editions of a period',
    text: `select state from edition where centre_id = $1 and kind = $2 and period = $3 order by no, cutoff_at`,
    values: [centre, kind, period],
  })
  const { rows: numbers } = await db.query<{ year: number; total: number }>({
    name: 'issue numbers',
    text: `select coalesce(max(issue_no) filter (where issue_year = $3), 0)::int as year, coalesce(max(issue_total), 0)::int as total
      from edition where centre_id = $1 and kind = $2`,
    values: [centre, kind, Number(period.slice(0, 4))],
  })
  return {
    period: rows.map(({ state }) => {
      const { id, no, stage, cutoff, sections, issued } = state
      return { id, no, stage, cutoff, sections, granted: grantedOf(state), issue: issued?.issue }
    }),
    inYear: numbers[0]?.year ?? 0,
    total: numbers[0]?.total ?? 0,
    previous: await previousOf(db, centre, kind, period),
  }
}

/** 上期: what stands as issued of the period before. */
async function previousOf(db: Db, centre: string, kind: string, period: string): Promise<EditionFacts['previous']> {
  const { rows } = await db.query<{ id: string; no: number; period: string }>({
    name: 'edition of the period before',
    text: `select id, no, period from edition where centre_id = $1 and kind = $2 and period = $3 and stage = 'issued' order by no desc limit 1`,
    values: [centre, kind, periodBefore(period) ?? ''],
  })
  return rows[0]
}
