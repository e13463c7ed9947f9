/** Ledgers over orders that intake keeps: 表扬台账 (INTAKE-12) and 无理诉求认定单 (INTAKE-16). */
import type { Order, Progress } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import { type Listing, page } from '../shell/list.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import { spanOf } from '../period.ts'

export const LEDGERS = {
  praise: {
    label: '表扬台账',
    where: 't.praise',
    counts: { all: 'true', closed: 't.closed_at is not null' },
    row: praiseRow,
  },
  unreasonable: {
    label: '无理诉求认定台账',
    where: 't.unreasonable is not null',
    counts: {
      all: 'true',
      granted: "t.unreasonable = 'granted'",
      declined: "t.unreasonable = 'declined'",
    },
    row: unreasonableRow,
  },
} as const
export type LedgerName = keyof typeof LEDGERS

export type Query = Pick<Listing, 'centre' | 'actor' | 'policy' | 'after' | 'limit'>

/** A month's entries that the reader may see, newest last, with their counts. */
export async function ledgerOf(shell: Shell, name: LedgerName, month: string, q: Query) {
  const { label, where, counts, row } = LEDGERS[name]
  const [from, to] = spanOf(month)
  const { rows, next } = await page<{ id: string; state: Order; title: string; sort_key: string | null }>(shell.pool, {
    ...q,
    noun: 'order',
    select: 't.id, t.title, t.state',
    from: 'work_order t',
    where: [[where], ["t.stage <> 'void'"], ['t.accepted_at >= ?::timestamptz and t.accepted_at < ?::timestamptz', from, to]],
    sort: 't.accepted_at',
  })
  const entries = rows.map((r) => ({ id: r.id, number: r.state.number, title: r.title, stage: r.state.stage, ...row(r.state, q.policy) }))
  const texts = await readTexts(shell.pool, q.centre, openRefs(entries))
  const scope = scopeSql('order', q.actor, q.policy, 4)
  const { rows: counted } = await shell.pool.query<Record<string, number>>(
    `select ${Object.entries(counts)
      .map(([k, sql]) => `count(*) filter (where ${sql})::int as "${k}"`)
      .join(', ')} from work_order t
     where t.centre_id = $1 and t.accepted_at >= $2::timestamptz and t.accepted_at < $3::timestamptz and t.stage <> 'void' and ${where} and ${scope.text}`,
    [q.centre, from, to, ...scope.values],
  )
  return { ledger: name, label, month, counts: counted[0], rows: withTexts(entries, texts) as Record<string, unknown>[], next }
}

const unitName = (code: string | undefined, policy: Policy) => code && (policy.unit(code)?.name ?? code)

/** What a commendation owes and what was done: thanks to the person, a circular inside the unit. */
function praiseRow(o: Order, policy: Policy) {
  const contacts = o.assignments.flatMap((a) => a.contacts)
  const circulars = o.assignments.flatMap((a): Progress[] => a.progress).filter((p) => p.kind === 'circular')
  return {
    unit: unitName(o.assignments.find((a) => a.parent === undefined)?.unit, policy),
    acceptedAt: o.members[0]?.acceptedAt,
    content: o.content,
    thanked: contacts.filter((c) => c.purpose === 'thanks').map((c) => ({ at: c.at, by: c.by, result: c.result, note: c.note })),
    circulated: circulars.map((p) => ({ at: p.at, by: p.by, text: p.text })),
    closedAt: o.closedAt,
  }
}

/** 认定单: who asked on what basis, what was explained to the person, what the centre ruled. */
function unreasonableRow(o: Order, policy: Policy) {
  const { at, by, unit, basis, explained, ruled } = o.unreasonable ?? {}
  return { at, by, unit: unitName(unit, policy), basis, explained, ruled }
}
