/** What the shell needs of each noun: where its row lies and which columns lists and scopes read. One entry a noun, filled by its slice. */
import type { FactRow } from '@huying/core/condition'
import type { Actor, Contribution, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { editionRow, editionScope, editionSeen } from '../bulletin/row.ts'
import { contactRow } from '../contact/row.ts'
import { disposalRow, disposalScope, holdRow, holdScope } from '../retention/row.ts'
import { assignmentRows, orderRow, orderScope } from '../order/row.ts'
import { requestRow, requestScope } from '../request/row.ts'
import { taskRow, taskScope } from '../task/row.ts'
import type { Numbers } from '../text/lookup.ts'
import { visitRow, visitScope } from '../visit/row.ts'

export type Columns = Record<string, unknown>

export interface RowSpec<S> {
  table: string
  /** Column → SQL type, in the order of the insert. `lookup`: 号码索引, text that a write without the number leaves as it is. */
  columns: Record<string, string>
  /** The telephone numbers behind its `lookup` columns, which `row` leaves out. */
  numbers?(state: S): Numbers
  /** `counted` is what the state adds to the figures. */
  row(state: S, words: Words, policy: Policy, counted: Contribution): Columns
  /** Facts that scopes of posts may ask about. */
  scope(state: S, policy: Policy): FactRow
  /** The state as this reader may know it, where the row is his but not all of it. */
  seen?(state: S, actor: Actor, policy: Policy): unknown
}

/** Masked words of this write by text id: what the search index and the title column are made of. */
export type Words = (ref: { id: string } | undefined) => string | undefined

export const ROWS: Record<Noun, RowSpec<never>> = {
  contact: contactRow,
  request: { ...requestRow, scope: requestScope },
  order: { ...orderRow, scope: orderScope },
  visit: { ...visitRow, scope: visitScope },
  task: { ...taskRow, scope: taskScope },
  edition: { ...editionRow, scope: editionScope, seen: editionSeen },
  hold: { ...holdRow, scope: holdScope },
  disposal: { ...disposalRow, scope: disposalScope },
}
export { assignmentRows }
