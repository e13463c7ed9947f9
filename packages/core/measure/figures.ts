/**
 * 数量: every counted figure, by the noun whose rows add to it and the day it lies on. Measures (measures.yaml) are made of these words;
 * a new fact is a line here and one in the noun's contribution.
 */
import type { Noun } from '../kernel.ts'

/** The day on which a row counts: 来电日, 受理日, 到期日, 办结日. */
export const COHORTS = ['called', 'accepted', 'due', 'closed'] as const
export type Cohort = (typeof COHORTS)[number]

/** What stands behind a cohort in print. */
export const COHORT_WORDS: Record<Cohort, string> = {
  called: '来电日在本期',
  accepted: '受理日在本期',
  due: '到期日在本期',
  closed: '办结日在本期',
}

export const COUNTED = ['contact', 'request', 'order'] as const satisfies readonly Noun[]
export type Counted = (typeof COUNTED)[number]
interface FigureKind {
  over: Counted
  cohort: Cohort
}

const kinds = (over: Counted, cohort: Cohort, ...names: string[]) => names.map((name) => [name, { over, cohort }] as const)

/** Call-back figures, each of which is also kept for commendations and for what was ruled unreasonable. */
const CALLS = ['replied', 'visit_due', 'visit_exempt', 'visit_missing', 'visited', 'reached', 'reached_first']
const ANSWERS = [
  ...['rated', 'rated_first', 'satisfied', 'satisfied_first', 'solved_known', 'solved', 'unit_solved', 'paper_closed'],
  ...['contacted_known', 'contacted_confirmed', 'redone_requests'],
]

/** Figures that no delta carries because the clock decides them: of the first round, what still runs and what nobody has signed for. */
export const RUNNING = {
  /** Due in the period, by the day it is due: not past due yet. */
  undue: 'running_undue',
  /** Accepted in the period: past due and not finished. */
  late: 'running_late',
  /** Accepted in the period: not signed for in time, and not yet. */
  unsigned: 'running_unsigned',
} as const

const COUNTS: ReadonlyMap<string, FigureKind> = new Map([
  ...kinds(
    'contact',
    'called',
    'contacts',
    'calls',
    'calls_answered',
    'calls_answered_15s',
    'calls_invalid',
    'wait_seconds',
    'talk_seconds',
  ),
  ...kinds(
    'request',
    'accepted',
    'accepted',
    'answered',
    'answered_by_knowledge',
    'sent',
    'undecided',
    'refused',
    'transferred',
    'history',
  ),
  ...kinds('request', 'accepted', 'withdrawn', 'sent_withdrawn', 'praise', 'urged', 'urged_requests', 'unreasonable'),
  ...kinds('request', 'accepted', ...CALLS, ...ANSWERS, ...CALLS.map((name) => `${name}_praise`)),
  ...kinds('request', 'accepted', ...[...CALLS, ...ANSWERS].map((name) => `${name}_unreasonable`)),
  ...kinds(
    'order',
    'accepted',
    'orders',
    'merged',
    'merged_away',
    'voided_orders',
    'without_unit',
    'dispatched',
    'dispatched_in_time',
    'closed',
  ),
  ...kinds(
    'order',
    'accepted',
    'first_right',
    'contact_due',
    'contacted',
    'redone',
    'redo_rounds',
    'finished',
    'finished_late',
    'closed_in_time',
    'signed',
  ),
  ...kinds(
    'order',
    'accepted',
    'signed_late',
    'contact_tried',
    'reached_by_unit',
    'extended',
    'claimed_solved',
    'returns',
    'returns_granted',
  ),
  ...kinds('order', 'accepted', 'sent_back', 'shares', 'handling_minutes', 'overdue_minutes', RUNNING.late, RUNNING.unsigned),
  ...kinds('order', 'due', 'due', 'due_in_time', RUNNING.undue),
  ...kinds('order', 'closed', 'closed_on'),
])

/**
 * 异议裁定不计入考核: what a row of an edition counts in that rates may take off (`without: [ruled_out]`). Only editions have any; no
 * row and no delta names one, so among live figures they are zero.
 */
const RULED: readonly string[] = [
  ...['dispatched', 'closed', 'closed_in_time', 'finished', 'finished_late', 'due', 'due_in_time', 'signed', 'signed_late'],
  ...['contact_due', 'contacted', ...Object.values(RUNNING), ...CALLS, ...ANSWERS],
]
const RULED_OUT = '_ruled_out'

/** A row's figures once a ruling leaves it out: it counts as before, and each figure says so. It is out for this reason alone. */
export function ruledOut(figures: Readonly<Record<string, number>>): Record<string, number> {
  const own = Object.entries(figures).filter(([name]) => !RULED.some((one) => name === `${one}_praise` || name === `${one}_unreasonable`))
  const out = own.flatMap(([name, amount]) => (RULED.includes(name) ? [[name + RULED_OUT, amount] as const] : []))
  return Object.fromEntries([...own, ...out])
}

export const FIGURES: ReadonlyMap<string, FigureKind> = new Map([
  ...COUNTS,
  ...RULED.flatMap((name) => {
    const kind = COUNTS.get(name)
    return kind ? [[name + RULED_OUT, kind] as const] : []
  }),
])

/** Lengths of time that are added up: a row adds as many as it took, and is named once. */
export const SUMS: ReadonlySet<string> = new Set(['wait_seconds', 'talk_seconds', 'handling_minutes', 'overdue_minutes'])

/** What one row may add more than once, and is then named as often; everything else it counts in once or not at all. */
export const REPEATED: ReadonlySet<string> = new Set(['urged', 'redo_rounds', 'returns', 'returns_granted', 'sent_back', 'merged'])

/** Of which rows a figure is made; what nobody knows is of requests, and counts none. */
export const nounOf = (figure: string): Counted => FIGURES.get(figure)?.over ?? 'request'

/** By what each noun is counted, besides the whole. A share of an order counts by its unit and role alone. */
export const DIMENSIONS: Record<Counted, readonly string[]> = {
  contact: ['channel', 'line', 'disposition', 'agent'],
  request: ['type', 'channel', 'medium', 'category', 'region', 'mark', 'line', 'agent', 'unit'],
  order: ['unit', 'type', 'channel', 'category', 'region', 'mark'],
}

/** Requests have a unit only once one has answered: until then they count in no unit's figures. */
const ANSWERED: ReadonlySet<string> = new Set(
  [...CALLS, ...ANSWERS].flatMap((name) => [name, `${name}_praise`, `${name}_unreasonable`, name + RULED_OUT]),
)

/** Whether the figure is counted by the dimension: a figure that is not would read as zero. */
export function countedBy(figure: string, dimension: string): boolean {
  if (dimension === 'all') return true
  const kind = FIGURES.get(figure)
  if (!kind || !DIMENSIONS[kind.over].includes(dimension)) return false
  return kind.over !== 'request' || dimension !== 'unit' || ANSWERED.has(figure)
}
