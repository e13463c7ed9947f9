/** Which rows a figure or a measure stands for, by the name it is asked for: the measure's code, or what a report calls it. */
import { dictionaryOf, type FigureSet, type Measure, rest } from '@huying/core/measure/dictionary'
import { RUNNING } from '@huying/core/measure/figures'
import type { Policy } from '@huying/core/policy/policy'
import { REPORTED } from './bulletin.ts'

export type Part = 'numerator' | 'denominator' | 'rest'

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...REPORTED, answerRate: 'answer-rate', signedInTime: 'sign-on-time-rate', returned: 'return-rate' }),
)

export const measureNamed = (policy: Policy, name: string): Measure | undefined => dictionaryOf(policy).get(NAMES.get(name) ?? name)

/** The figure, or the part of the measure, that was asked for; undefined where there is no such measure. */
export function setAsked(
  policy: Policy,
  { figure, rate = '', part }: { figure?: string; rate?: string; part: Part },
): FigureSet | undefined {
  if (figure) return figureSet(figure)
  const measure = measureNamed(policy, rate)
  if (!measure) return undefined
  return part === 'rest' ? rest(measure) : part === 'denominator' ? measure.among : measure.of
}

/** A counted figure, with what the clock adds to it. */
const figureSet = (figure: string): FigureSet => ({ plus: figure === 'signed_late' ? [figure, RUNNING.unsigned] : [figure] })
