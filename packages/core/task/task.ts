/** 任务, thin: who owes what by when, and that it was done. Belongs to an order, a unit or an agreed answer. */
import { Type } from '@sinclair/typebox'
import { type Aggregate, bar, type Command, decided, type Instant, never, OpenText, type TextRef } from '../kernel.ts'

export interface Task {
  id: string
  /** `planned`: owed only from `opens` on; `dropped`: ended before that, so nobody ever owed it. */
  stage: 'planned' | 'todo' | 'done' | 'cancelled' | 'dropped'
  kind: string
  about: { noun: string; id: string }
  unit: string
  what: TextRef
  due?: Instant
  opens?: Instant
  openedAt: Instant
  openedBy: string
  endedAt?: Instant
  endedBy?: string
  evidence?: TextRef
}
export type TaskEvent =
  | { type: 'opened'; by: string; fields: Pick<Task, 'id' | 'kind' | 'about' | 'unit' | 'what' | 'due' | 'opens'> }
  | { type: 'begun' }
  | { type: 'done'; by: string; evidence?: TextRef }
  | { type: 'cancelled'; by: string; why: TextRef }

const OpenInput = Type.Object(
  {
    kind: Type.String({ maxLength: 40 }),
    about: Type.Object({ noun: Type.String(), id: Type.String() }, { additionalProperties: false }),
    unit: Type.String({ title: '责任单位' }),
    what: OpenText('任务内容', 500),
    due: Type.Optional(Type.Unsafe<Instant>(Type.Integer())),
    opens: Type.Optional(Type.Unsafe<Instant>(Type.Integer({ title: '何时下达' }))),
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
  decide: (_none, { opens, ...input }, ctx) => {
    const later = opens !== undefined && opens > ctx.now ? { opens } : {}
    return decided<TaskEvent>({ type: 'opened', by: ctx.actor.name, fields: { ...input, ...later, id: ctx.ids() } })
  },
}

const BeginInput = Type.Object({}, { additionalProperties: false })
/** The timer of a planned task: from now on the unit owes it. */
const begin: Command<Task, TaskEvent, typeof BeginInput> = {
  noun: 'task',
  name: 'begin',
  button: '下达',
  by: ['system'],
  input: BeginInput,
  bars: (task) => (task.stage === 'planned' ? undefined : bar('stage', '这项任务已经下达')),
  decide: (task, _input, ctx) => (ctx.now < (task.opens ?? 0) ? decided<TaskEvent>() : decided<TaskEvent>({ type: 'begun' })),
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
  bars: (task) => (task.stage === 'planned' ? undefined : stillOpen(task)),
  decide: (_task, { why }, ctx) => decided<TaskEvent>({ type: 'cancelled', by: ctx.actor.name, why }),
}

function evolve(state: Task | undefined, event: TaskEvent, at: Instant): Task {
  if (event.type === 'opened') return { ...event.fields, stage: event.fields.opens ? 'planned' : 'todo', openedAt: at, openedBy: event.by }
  if (!state) throw new Error(`${event.type} before opened`)
  switch (event.type) {
    case 'begun':
      return { ...state, stage: 'todo', openedAt: at }
    case 'done':
      return { ...state, stage: 'done', endedAt: at, endedBy: event.by, evidence: event.evidence }
    case 'cancelled':
      return { ...state, stage: state.stage === 'planned' ? 'dropped' : 'cancelled', endedAt: at, endedBy: event.by }
    default:
      return never(event)
  }
}

export const task: Aggregate<Task, TaskEvent> = {
  noun: 'task',
  commands: [open, begin, done, cancel],
  evolve,
  timers: ({ stage, opens }) =>
    stage === 'planned' && opens !== undefined ? [{ key: 'begin', at: opens, command: 'begin', input: {} }] : [],
  jobs: () => [],
  contribution: () => ({}),
}
