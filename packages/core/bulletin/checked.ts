/** 单位核对 as it is answered: the rows of one unit, rate by rate, and the unit's own rates. */
import type { Rate } from '../measure/rounding.ts'

export interface Judged {
  rate: string
  /** In the numerator; in the denominator only; in neither. */
  counted: 'yes' | 'no' | 'left_out'
  /** Why it is in neither. */
  why?: string
}
export interface CheckRow {
  id: string
  noun: 'request' | 'order'
  number: string
  order: string | null
  at: number
  due: number | null
  finished: number | null
  judged: Judged[]
  objection?: { no: number; claim: string; ruled?: boolean; granted?: boolean }
}
export interface CheckPage {
  rates: ({ rate: string } & Pick<Rate, 'label' | 'percent' | 'numerator' | 'denominator'>)[]
  rows: CheckRow[]
  next?: string
}
