/**
 * Which rows a figure of the bulletin stands for, as sums and differences of counted figures: 满意 = satisfied − those of commendations.
 * A row belongs to a figure as often as it adds to it, so the rows behind a figure always add up to it.
 */
import type { Policy } from '@huying/core/policy/policy'

export interface FigureSet {
  plus: readonly string[]
  minus?: readonly string[]
}
export interface RateSets {
  numerator: FigureSet
  denominator: FigureSet
}

/** Figures that no delta carries because the clock decides them: of the first round, what still runs and what nobody has signed for. */
export const RUNNING = {
  /** Due in the month, by the day it is due: not past due yet. */
  undue: 'running_undue',
  /** Accepted in the month: past due and not finished. */
  late: 'running_late',
  /** Accepted in the month: not signed for in time, and not yet. */
  unsigned: 'running_unsigned',
} as const

/** A counted figure, with what the clock adds to it. */
export const figureSet = (figure: string): FigureSet => ({ plus: figure === 'signed_late' ? [figure, RUNNING.unsigned] : [figure] })

const of = (...plus: string[]): FigureSet => ({ plus })

/** The sets of every rate, by the name it has in the bulletin. */
export function rateSets(policy: Policy): Record<string, RateSets> {
  const { visit, handling, onTimeAmong } = policy.pack
  const counting = (figure: string): FigureSet => ({
    plus: [figure],
    minus: [`${figure}_praise`, ...(handling.unreasonableExcluded.value ? [`${figure}_unreasonable`] : [])],
  })
  const last = visit.countsRedo.value === 'first' ? '_first' : ''
  const among = { rated: `rated${last}`, reached: `reached${last}`, all: 'visit_due' }[visit.satisfiedAmong.value]
  const byUnit = visit.solvedBy.value === 'unit'
  const owed = of('visit_due', 'visit_missing')
  return {
    answerRate: { numerator: of('calls_answered'), denominator: of('calls') },
    onTheSpot: { numerator: of('answered'), denominator: of('accepted') },
    onTime: ON_TIME[onTimeAmong.value],
    signedInTime: { numerator: { plus: ['signed'], minus: ['signed_late'] }, denominator: of('signed', RUNNING.unsigned) },
    closed: { numerator: of('closed'), denominator: of('dispatched') },
    visited: { numerator: of('visited'), denominator: owed },
    reached: { numerator: of('reached'), denominator: owed },
    satisfied: { numerator: counting(`satisfied${last}`), denominator: counting(among) },
    solved: {
      numerator: counting(byUnit ? 'unit_solved' : 'solved'),
      denominator: counting(byUnit ? 'replied' : 'solved_known'),
    },
    contacted: { numerator: of('contacted'), denominator: of('contact_due') },
    returned: { numerator: of('returns_granted'), denominator: of('dispatched') },
  }
}

const ON_TIME: Record<'due' | 'closed' | 'dispatched', RateSets> = {
  due: { numerator: of('due_in_time'), denominator: { plus: ['due'], minus: [RUNNING.undue] } },
  closed: { numerator: of('closed_in_time'), denominator: of('closed') },
  dispatched: { numerator: { plus: ['dispatched'], minus: ['finished_late', RUNNING.late] }, denominator: of('dispatched') },
}

/** What is in the whole and not in the part: 未按时, 不满意. */
export const rest = ({ numerator, denominator }: RateSets): FigureSet => ({
  plus: [...denominator.plus, ...(numerator.minus ?? [])],
  minus: [...(denominator.minus ?? []), ...numerator.plus],
})

export const valueOf = ({ plus, minus = [] }: FigureSet, figure: (name: string) => number): number =>
  plus.reduce((sum, name) => sum + figure(name), 0) - minus.reduce((sum, name) => sum + figure(name), 0)
