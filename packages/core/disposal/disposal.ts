/**
 * 到期清理: what its term of keeping is over for is listed, looked at, approved by a second person and then erased, by the same erasure as
 * 申请删除个人信息. The list is frozen with its digest: what was approved is what is erased, but for what meanwhile was put under 保全 or
 * taken up again.
 */
import { Type } from '@sinclair/typebox'
import {
  type Aggregate,
  bar,
  type Command,
  decided,
  type DisposalFact,
  type Instant,
  never,
  OpenText,
  refused,
  type TextRef,
} from '../kernel.ts'
import { type Disposed, DISPOSED, DISPOSED_KINDS, dueBefore } from './kinds.ts'

export const DISPOSAL_STAGES = {
  listing: '正在列出',
  empty: '没有到期的',
  proposed: '待审批',
  declined: '不同意',
  cancelled: '已撤销',
  approved: '正在清理',
  done: '已完成',
  stopped: '已中止',
} as const

export interface Part {
  kind: Disposed
  /** Ended before this. */
  before: Instant
  /** The term, as it stood: years or days. */
  keep: number
}
export interface Disposal {
  id: string
  version: number
  stage: keyof typeof DISPOSAL_STAGES
  parts: Part[]
  askedAt: Instant
  askedBy: { user: string; name: string }
  counts?: Record<string, number>
  digest?: string
  ruled?: { user: string; by: string; at: Instant; pass: boolean; note?: TextRef }
  /** How many were erased, left out under 保全, or left out because they had moved on. */
  result?: { erased: number; preserved: number; moved: number }
  endedAt?: Instant
}

export type DisposalEvent =
  | { type: 'asked'; by: string; user: string; fields: Pick<Disposal, 'id' | 'version' | 'parts'> }
  | { type: 'listed'; counts: Record<string, number>; digest: string }
  | { type: 'approved' | 'declined'; by: string; user: string; note?: TextRef }
  | { type: 'cancelled'; by: string }
  | { type: 'finished'; result: NonNullable<Disposal['result']> }
  | { type: 'stopped'; why: 'altered' }

/** Approved by somebody else than who asked for it. */
export const isApproved = ({ stage, askedBy, ruled }: DisposalFact): boolean =>
  stage === 'approved' && ruled?.pass === true && ruled.user !== askedBy.user

const Ask = Type.Object(
  {
    kinds: Type.Array(Type.Union(DISPOSED_KINDS.map((kind) => Type.Literal(kind))), { minItems: 1, uniqueItems: true, title: '种类' }),
  },
  { additionalProperties: false },
)
const ask: Command<Disposal, DisposalEvent, typeof Ask> = {
  noun: 'disposal',
  name: 'ask',
  button: '试算到期',
  by: ['centre'],
  creates: true,
  input: Ask,
  bars: () => undefined,
  decide: (_none, { kinds }, { actor, now, ids, policy, version }) => {
    const { retention } = policy.pack
    const parts = kinds.flatMap((kind) => {
      const [before, keep] = [dueBefore(retention, kind, now), retention?.[kind]?.value]
      return before === undefined || keep === undefined ? [] : [{ kind, before, keep }]
    })
    const unset = kinds.find((kind) => !parts.some((part) => part.kind === kind))
    if (unset) return refused('missing', `机制配置没有规定“${DISPOSED[unset].label}”的保存期限，请先设定`, { field: 'kinds' })
    return decided<DisposalEvent>({ type: 'asked', by: actor.name, user: actor.user, fields: { id: ids(), version, parts } })
  },
}

const Listed = Type.Object({ counts: Type.Record(Type.String(), Type.Integer()), digest: Type.String() }, { additionalProperties: false })
const list: Command<Disposal, DisposalEvent, typeof Listed> = {
  noun: 'disposal',
  name: 'list',
  button: '列出',
  by: ['system'],
  input: Listed,
  bars: ({ stage }) => (stage === 'listing' ? undefined : bar('stage', '已经列出')),
  decide: (_disposal, listed) => decided<DisposalEvent>({ type: 'listed', ...listed }),
}

const Rule = Type.Object(
  { pass: Type.Boolean({ title: '同意清理' }), note: Type.Optional(OpenText('审批意见', 500)) },
  { additionalProperties: false },
)
const rule: Command<Disposal, DisposalEvent, typeof Rule> = {
  noun: 'disposal',
  name: 'rule',
  button: '审批清理',
  by: ['centre'],
  input: Rule,
  bars: ({ stage, askedBy }, { actor }) => {
    if (stage !== 'proposed') return bar('stage', '没有待审批的清理')
    return askedBy.user === actor.user ? bar('same_person', '到期清理须由另一人审批，提出的人不能审批') : undefined
  },
  decide: (_disposal, { pass, note }, { actor }) => {
    if (!pass && !note) return refused('missing', '不同意的，请写明理由', { field: 'note' })
    return decided<DisposalEvent>({ type: pass ? 'approved' : 'declined', by: actor.name, user: actor.user, note })
  },
}

const Nothing = Type.Object({}, { additionalProperties: false })
const cancel: Command<Disposal, DisposalEvent, typeof Nothing> = {
  noun: 'disposal',
  name: 'cancel',
  button: '撤销',
  by: ['centre'],
  input: Nothing,
  bars: ({ stage }) => (stage === 'proposed' ? undefined : bar('stage', '只有待审批的清理可以撤销')),
  decide: (_disposal, _input, { actor }) => decided<DisposalEvent>({ type: 'cancelled', by: actor.name }),
}

const Count = Type.Integer({ minimum: 0 })
const Result = Type.Object({ erased: Count, preserved: Count, moved: Count }, { additionalProperties: false })
const finish: Command<Disposal, DisposalEvent, typeof Result> = {
  noun: 'disposal',
  name: 'finish',
  button: '完成',
  by: ['system'],
  input: Result,
  bars: ({ stage }) => (stage === 'approved' ? undefined : bar('stage', '没有正在进行的清理')),
  decide: (_disposal, result) => decided<DisposalEvent>({ type: 'finished', result }),
}
/** The list is not the one that was approved: somebody changed it in the database. */
const stop: Command<Disposal, DisposalEvent, typeof Nothing> = {
  noun: 'disposal',
  name: 'stop',
  button: '中止',
  by: ['system'],
  input: Nothing,
  bars: ({ stage }) => (stage === 'approved' ? undefined : bar('stage', '没有正在进行的清理')),
  decide: () => decided<DisposalEvent>({ type: 'stopped', why: 'altered' }),
}

function evolve(state: Disposal | undefined, event: DisposalEvent, at: Instant): Disposal {
  if (event.type === 'asked') return { ...event.fields, stage: 'listing', askedAt: at, askedBy: { user: event.user, name: event.by } }
  if (!state) throw new Error(`${event.type} before asked`)
  switch (event.type) {
    case 'listed': {
      const { counts, digest } = event
      const any = Object.values(counts).some((count) => count > 0)
      return { ...state, counts, digest, ...(any ? { stage: 'proposed' } : { stage: 'empty', endedAt: at }) }
    }
    case 'approved':
    case 'declined': {
      const { user, by, note } = event
      const pass = event.type === 'approved'
      return { ...state, stage: event.type, ruled: { user, by, at, pass, note }, ...(pass ? {} : { endedAt: at }) }
    }
    case 'cancelled':
      return { ...state, stage: 'cancelled', endedAt: at }
    case 'finished':
      return { ...state, stage: 'done', result: event.result, endedAt: at }
    case 'stopped':
      return { ...state, stage: 'stopped', endedAt: at }
    default:
      return never(event)
  }
}

export const disposal: Aggregate<Disposal, DisposalEvent> = {
  noun: 'disposal',
  commands: [ask, list, rule, cancel, finish, stop],
  evolve,
  timers: () => [],
  jobs: () => [],
  contribution: () => ({}),
}
