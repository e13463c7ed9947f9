/** 任务, thin: who owes what by when, and that it was done. Belongs to an order, a unit or an agreed answer. */
import { Type } from '@sinclair/typebox'
import { type Aggregate, bar, type Command, decided, type Instant, never, OpenText, type TextRef } from '../kernel.ts'

export interface Task {
  id: string
  stage: 'todo' | 'done' | 'cancelled'
  kind: string
  about: { noun: string; id: string }
  unit: string
  what: TextRef
  due?: Instant
  openedAt: Instant
  openedBy: string
  endedAt?: Instant
  endedBy?: string
  evidence?: TextRef
}
export type TaskEvent =
  | { type: 'opened'; by: string; fields: Pick<Task, 'id' | 'kind' | 'about' | 'unit' | 'what' | 'due'> }
  | { type: 'done'; by: string; evidence?: TextRef }
  | { type: 'cancelled'; by: string; why: TextRef }

const OpenInput = Type.Object(
  {
    kind: Type.String({ maxLength: 40 }),
    about: Type.Object({ noun: Type.String(), id: Type.String() }, { additionalProperties: false }),
    unit: Type.String({ title: '责任单位' }),
    what: OpenText('任务内容', 500),
    due: Type.Optional(Type.Unsafe<Instant>(Type.Integer())),
  },
  { additionalProperties: false },
)
const open: Command<Task, TaskEvent, typeof OpenInput> = {
  noun: 'task',
  name: 'open',
  button: '新建任务',
  by: ['centre'],
  creates: true,
  input: OpenInput,
  bars: () => undefined,
  decide: (_none, input, ctx) => decided<TaskEvent>({ type: 'opened', by: ctx.actor.name, fields: { ...input, id: ctx.ids() } }),
}

const stillOpen = (task: Task) => (task.stage === 'todo' ? undefined : bar('stage', '这项任务已经结束'))

const DoneInput = Type.Object({ evidence: Type.Optional(OpenText('完成情况', 1000)) }, { additionalProperties: false })
const done: Command<Task, TaskEvent, typeof DoneInput> = {
  noun: 'task',
  name: 'done',
  button: '完成',
  by: ['unit', 'centre'],
  input: DoneInput,
  bars: stillOpen,
  decide: (_task, { evidence }, ctx) => decided<TaskEvent>({ type: 'done', by: ctx.actor.name, evidence }),
}

const CancelInput = Type.Object({ why: OpenText('取消原因', 300) }, { additionalProperties: false })
const cancel: Command<Task, TaskEvent, typeof CancelInput> = {
  noun: 'task',
  name: 'cancel',
  button: '取消',
  by: ['centre'],
  input: CancelInput,
  bars: stillOpen,
  decide: (_task, { why }, ctx) => decided<TaskEvent>({ type: 'cancelled', by: ctx.actor.name, why }),
}

function evolve(state: Task | undefined, event: TaskEvent, at: Instant): Task {
  if (event.type === 'opened') return { ...event.fields, stage: 'todo', openedAt: at, openedBy: event.by }
  if (!state) throw new Error(`${event.type} before opened`)
  switch (event.type) {
    case 'done':
      return { ...state, stage: 'done', endedAt: at, endedBy: event.by, evidence: event.evidence }
    case 'cancelled':
      return { ...state, stage: 'cancelled', endedAt: at, endedBy: event.by }
    default:
      return never(event)
  }
}

export const task: Aggregate<Task, TaskEvent> = {
  noun: 'task',
  commands: [open, done, cancel],
  evolve,
  timers: () => [],
  jobs: () => [],
  contribution: () => ({}),
}
