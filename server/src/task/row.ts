/** 任务 as a row. */
import type { FactRow } from '@huying/core/condition'
import type { Task } from '@huying/core/task/task'
import { ts } from '../db.ts'
import { searchOf } from '../request/row.ts'
import type { RowSpec } from '../shell/rows.ts'

export const taskRow: Omit<RowSpec<Task>, 'scope'> = {
  table: 'task',
  columns: { stage: 'text', unit: 'text', kind: 'text', due_at: 'timestamptz', ended_at: 'timestamptz', search: 'tsvector' },
  row: (t, words) => ({
    stage: t.stage,
    unit: t.unit,
    kind: t.kind,
    due_at: ts(t.due),
    ended_at: ts(t.endedAt),
    search: searchOf([words(t.what)]),
  }),
}
export const taskScope = (t: Task): FactRow => ({ stage: t.stage, unit: t.unit })
