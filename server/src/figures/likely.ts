/**
 * Where the rows of a rare figure can lie at all, as a condition over columns: so that a look behind it does not open every request of the
 * month. It only leaves out rows that add nothing; whether a row counts is for its contribution to say. No entry: any row may count.
 */
import type { FigureSet } from './sets.ts'

/** A unit asked to give the order back. */
const RETURNED = 'exists (select 1 from assignment s where s.centre_id = t.centre_id and s.order_id = t.id and s.returned)'
/** Somebody called back, or is to. */
const CALLED = "(t.stage = 'replied' or exists (select 1 from visit v where v.centre_id = t.centre_id and v.request_id = t.id))"
const VISITED = [
  'visit_due',
  'visited',
  'reached',
  'rated',
  'satisfied',
  'solved_known',
  'solved',
  'paper_closed',
  'contacted_known',
  'contacted_confirmed',
]

const LIKELY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['', '_first', '_praise', '_unreasonable'].flatMap((kind) => VISITED.map((figure) => [`${figure}${kind}`, CALLED])),
  ),
  refused: "t.stage = 'refused'",
  transferred: "t.stage = 'transferred'",
  withdrawn: "t.stage = 'withdrawn'",
  sent_withdrawn: "t.stage = 'withdrawn'",
  answered: 't.cites is not null',
  answered_by_knowledge: 't.cites',
  merged_away: "t.stage = 'void'",
  voided_orders: "t.stage = 'void'",
  closed: 't.closed_at is not null',
  dispatched: 't.dispatched_at is not null',
  returns: RETURNED,
  returns_granted: RETURNED,
}

/** Undefined where any row may count. A row that adds to none of the figures adds nothing, whatever is taken off. */
export function likely({ plus, minus = [] }: FigureSet): string | undefined {
  const conditions = [...plus, ...minus].map((figure) => LIKELY[figure])
  return conditions.includes(undefined) ? undefined : `(${[...new Set(conditions)].join(' or ')})`
}
