/**
 * Where the rows behind a figure can lie, as a condition over columns: so that a look behind it does not open every row of the month. It
 * only leaves out rows that add nothing; how often a row counts is for its contribution to say.
 */
import { inUnit } from '@huying/core/measure/contribution'
import type { Noun } from '@huying/core/kernel'
import { ts } from '../db.ts'
import type { Where } from '../shell/list.ts'
import { runningWhere } from './running.ts'
import type { FigureSet } from '@huying/core/measure/dictionary'
import { RUNNING } from '@huying/core/measure/figures'

const CLOCK: ReadonlySet<string> = new Set(Object.values(RUNNING))

interface Asked {
  set: FigureSet
  dimension: string
  key: string
  keys?: readonly string[]
  now: number
}

/**
 * Rows whose stored names (`namesOf` of their contribution) do not cancel out: 未回访 = those to be visited that were not. An order may
 * stand in the figures of several units and add other amounts there than to the whole; by unit, any of the names will do. By another
 * dimension of orders, and of those written before there were names, all are opened.
 */
export function likely(noun: Noun, { set, dimension, key, keys = [key], now }: Asked): Where {
  const units = keys.map(inUnit)
  if (noun === 'order' && dimension !== 'all' && dimension !== 'unit') return ['true']
  const exact = dimension === 'all' || noun === 'request'
  const minus = set.minus ?? []
  const terms = [
    ...set.plus.filter((figure) => !minus.includes(figure)).map((figure) => ({ sign: '+', figure })),
    ...minus.filter((figure) => !set.plus.includes(figure)).map((figure) => ({ sign: exact ? '-' : '+', figure })),
  ]
  const sum = terms.map(
    ({ sign, figure }) => `${sign} ${CLOCK.has(figure) ? clocks(figure) : 'cardinality(array_positions(t.figures, ?))'}`,
  )
  const values = terms.map(({ figure }) => (CLOCK.has(figure) ? ts(now) : figure))
  const unit = dimension === 'unit' ? 't.figures && ?::text[] and ' : ''
  return [`(t.figures is null or (${unit}0 ${sum.join(' ')} <> 0))`, ...(unit ? [units] : []), ...values]
}

const clocks = (figure: string) =>
  `(select count(*) from assignment a where a.centre_id = t.centre_id and a.order_id = t.id and ${runningWhere(figure, '?::timestamptz')})`
