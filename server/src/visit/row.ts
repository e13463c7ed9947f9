/** 回访 as a row. */
import type { FactRow } from '@huying/core/condition'
import { awaitsReview, type Visit } from '@huying/core/visit/state'
import { ts } from '../db.ts'
import type { RowSpec } from '../shell/rows.ts'

export const visitRow: Omit<RowSpec<Visit>, 'scope'> = {
  table: 'visit',
  columns: {
    stage: 'text',
    request_id: 'uuid',
    order_id: 'uuid',
    unit: 'text',
    confidential: 'boolean',
    caller: 'text',
    not_before: 'timestamptz',
    opened_at: 'timestamptz',
    done_at: 'timestamptz',
    awaits_review: 'boolean',
  },
  row: (v) => ({
    stage: v.stage,
    request_id: v.request,
    order_id: v.order,
    unit: v.unit,
    confidential: v.confidential,
    caller: v.caller?.user ?? null,
    not_before: ts(v.notBefore),
    opened_at: ts(v.openedAt),
    done_at: ts(v.doneAt),
    awaits_review: awaitsReview(v),
  }),
}
export const visitScope = (v: Visit): FactRow => ({ stage: v.stage, unit: v.unit, confidential: v.confidential })
