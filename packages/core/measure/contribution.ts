/**
 * What one row adds to the figures: `day|dimension|key|figure` → amount. A write stores the difference of two contributions as one
 * delta; figures are sums of deltas, so they are right however late a row changes. No clock, no policy: only what stands in the row.
 *
 * The day is that of acceptance (受理口径): a request and its order stay in the month in which the person spoke. Only `due` and
 * `due_in_time` lie on the day on which the handling was due (到期口径), and `closed_on` on that of closing (办结口径): `figures.ts`.
 */
export { contactContribution } from './contact.ts'
export { orderContribution } from './order.ts'
export { requestContribution } from './request.ts'
export { difference, inUnit, namesOf } from './spread.ts'
