/** 任务 as a row. */
import type { FactRow } from '@huying/core/condition'
import type { Task } from '@huying/core/task/task'
import { ts } from '../db.ts'
import type { RowSpec } from '../shell/rows.ts'

export const taskRow: Omit<RowSpec<Task>, 'scope'> = {
  table: 'task',
  columns: { stage: 'text', unit: 'text', kind: 'text', due_at: 'timestamptz' },
  row: (t) => ({ stage: t.stage, unit: t.unit, kind: t.kind, due_at: ts(t.due) }),
}
export const taskScope = (t: Task): FactRow => ({ stage: t.stage, unit: t.unit })
