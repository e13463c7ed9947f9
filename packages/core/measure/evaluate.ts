/** A measure and figures: its value with numerator, denominator, what that is and what was left out. Pure; the figures may be of any rows. */
import type { FigureSet, Measure } from './dictionary.ts'
import { COHORT_WORDS } from './figures.ts'
import { lengthText } from './lengths.ts'
import { percent, quotient, type Rate } from './rounding.ts'

/** A figure of whatever is looked at: everything, one unit, one street in one week. */
export type Figure = (name: string) => number

export interface Value extends Rate {
  code: string
  as: Measure['as']
  unit: string
  /** 公式、时间口径、取整, as they are printed beside it; 〔默认，待确认〕 where no document says so. */
  formula?: string
  cohort: string
  rounding?: string
  assumed: boolean
  /** As printed: 1489, 97.19%, 3.52; null (shown as —) where the denominator is zero. */
  text: string | null
}

export const sumOf = ({ plus, minus = [] }: FigureSet, figure: Figure): number =>
  plus.reduce((sum, name) => sum + figure(name), 0) - minus.reduce((sum, name) => sum + figure(name), 0)

/** A length needs the minutes of its rows; as many as there are stand in its numerator and its denominator. */
export function evaluate(measure: Measure, figure: Figure, minutes: readonly number[] = []): Value {
  const { code, label, as, of, among, unit, per, denominator = '', formula, cohort, rounding, assumed } = measure
  const numerator = as === 'length' ? minutes.length : sumOf(of, figure)
  const whole = as === 'length' ? minutes.length : among ? sumOf(among, figure) : 0
  return {
    ...{ code, label, as, unit, numerator, denominator: whole, among: denominator },
    ...{ formula, assumed, cohort: COHORT_WORDS[cohort], rounding: rounding && ROUNDING_WORDS[rounding] },
    percent: as === 'rate' ? percent(numerator, whole) : null,
    excluded: measure.excluded.map((one) => ({ label: one.label, count: sumOf(one.of, figure) })),
    text: measure.length
      ? lengthText(minutes, measure.length.statistic, per, DECIMALS[rounding ?? 'half_up_2'])
      : textOf(measure, numerator, whole * per),
  }
}

const ROUNDING_WORDS = { half_up_2: '四舍五入，保留两位小数', half_up_1: '四舍五入，保留一位小数', whole: '四舍五入到整数' } as const
const DECIMALS = { half_up_2: 2, half_up_1: 1, whole: 0 } as const

function textOf({ as, rounding = 'half_up_2' }: Measure, numerator: number, denominator: number): string | null {
  if (as === 'count') return String(numerator)
  if (as === 'mean') return quotient(numerator, denominator, DECIMALS[rounding])
  const text = quotient(numerator * 100, denominator, DECIMALS[rounding])
  return text === null ? null : `${text}%`
}
