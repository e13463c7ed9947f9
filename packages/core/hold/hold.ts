/**
 * 保全: what a court, a supervisory body or the centre itself needs as it is. While it stands nothing of it is erased, by nobody: not on
 * request, not when its term of keeping is over. Placed by one, lifted by two (个人信息保护法 47: 法律规定的保存期限未届满或者技术上难以
 * 实现的，停止除存储之外的处理).
 */
import { Type } from '@sinclair/typebox'
import { type Aggregate, bar, type Command, decided, type Instant, never, OpenText, Personal, refused, type TextRef } from '../kernel.ts'
import type { Refusal } from '../kernel.ts'

export const HOLD_ON = { request: '诉求', order: '工单', person: '诉求人' } as const
export type HoldOn = keyof typeof HOLD_ON
export const HOLD_STAGES = { standing: '保全中', lift_asked: '待审批解除', lifted: '已解除' } as const

export interface Hold {
  id: string
  stage: keyof typeof HOLD_STAGES
  on: HoldOn
  /** The request or order; its number. */
  stream?: string
  number?: string
  /** Of a person: everything under this telephone number, also what comes in later. */
  person?: TextRef
  why: TextRef
  /** 依据文件: title and 文号. */
  document: string
  placedAt: Instant
  placedBy: string
  lift?: { by: string; user: string; at: Instant; why: TextRef }
  lifted?: { by: string; at: Instant }
}

export type HoldEvent =
  | { type: 'placed'; by: string; fields: Pick<Hold, 'id' | 'on' | 'stream' | 'number' | 'person' | 'why' | 'document'> }
  | { type: 'lift_asked'; by: string; user: string; why: TextRef }
  | { type: 'lift_declined'; by: string; note: TextRef }
  | { type: 'lifted'; by: string; note?: TextRef }

const Document = Type.String({ title: '依据文件', minLength: 4, maxLength: 120, text: 'plain' })
const Place = Type.Object(
  {
    on: Type.Union(
      (Object.keys(HOLD_ON) as HoldOn[]).map((on) => Type.Literal(on)),
      { title: '保全对象' },
    ),
    number: Type.Optional(Type.String({ title: '编号', maxLength: 20 })),
    person: Type.Optional(Personal('phone', '诉求人号码', 30)),
    why: OpenText('保全原因', 500, 4),
    document: Document,
  },
  { additionalProperties: false },
)

const place: Command<Hold, HoldEvent, typeof Place> = {
  noun: 'hold',
  name: 'place',
  button: '登记保全',
  by: ['centre'],
  creates: true,
  needs: ['subject'],
  input: Place,
  bars: () => undefined,
  decide: (_none, { on, number, person, why, document }, { actor, ids, facts: { subject } }) => {
    const own = { id: ids(), on, why, document: document.trim() }
    if (own.document.length < 4) return refused('missing', '请写明依据文件的名称和文号', { field: 'document' })
    if (on === 'person')
      return person
        ? decided<HoldEvent>({ type: 'placed', by: actor.name, fields: { ...own, person } })
        : refused('missing', '请填写诉求人的号码', { field: 'person' })
    if (!subject) return refused('not_found', `没有编号为“${number ?? ''}”的${HOLD_ON[on]}，请核对编号`, { field: 'number' })
    return decided<HoldEvent>({ type: 'placed', by: actor.name, fields: { ...own, stream: subject.id, number: subject.number } })
  },
}

const Ask = Type.Object({ why: OpenText('解除原因', 500, 4) }, { additionalProperties: false })
const askLift: Command<Hold, HoldEvent, typeof Ask> = {
  noun: 'hold',
  name: 'ask_lift',
  button: '申请解除保全',
  by: ['centre'],
  input: Ask,
  bars: ({ stage, lift }) => {
    if (stage === 'lifted') return bar('stage', '这项保全已经解除')
    return stage === 'lift_asked' ? bar('pending', `${lift?.by}已经申请解除，等待另一人审批`) : undefined
  },
  decide: (_hold, { why }, { actor }) => decided<HoldEvent>({ type: 'lift_asked', by: actor.name, user: actor.user, why }),
}

const Rule = Type.Object(
  { pass: Type.Boolean({ title: '同意解除' }), note: Type.Optional(OpenText('审批意见', 500)) },
  { additionalProperties: false },
)
const ruleLift: Command<Hold, HoldEvent, typeof Rule> = {
  noun: 'hold',
  name: 'rule_lift',
  button: '审批解除保全',
  by: ['centre'],
  input: Rule,
  bars: ({ stage, lift }, { actor }) => {
    if (stage !== 'lift_asked') return bar('stage', '没有待审批的解除申请')
    return lift?.user === actor.user ? bar('same_person', '解除保全须由另一人审批，申请人不能审批自己的申请') : undefined
  },
  decide: (_hold, { pass, note }, { actor }) => {
    if (pass) return decided<HoldEvent>({ type: 'lifted', by: actor.name, note })
    return note
      ? decided<HoldEvent>({ type: 'lift_declined', by: actor.name, note })
      : refused('missing', '不同意的，请写明理由', { field: 'note' })
  },
}

function evolve(state: Hold | undefined, event: HoldEvent, at: Instant): Hold {
  if (event.type === 'placed') return { ...event.fields, stage: 'standing', placedAt: at, placedBy: event.by }
  if (!state) throw new Error(`${event.type} before placed`)
  switch (event.type) {
    case 'lift_asked':
      return { ...state, stage: 'lift_asked', lift: { by: event.by, user: event.user, at, why: event.why } }
    case 'lift_declined':
      return { ...state, stage: 'standing', lift: undefined }
    case 'lifted':
      return { ...state, stage: 'lifted', lifted: { by: event.by, at } }
    default:
      return never(event)
  }
}

export const hold: Aggregate<Hold, HoldEvent> = {
  noun: 'hold',
  commands: [place, askLift, ruleLift],
  evolve,
  timers: () => [],
  jobs: () => [],
  contribution: () => ({}),
}

/** What a hold that stands says to whoever would erase. */
export const heldBy = (preserved: readonly { document: string }[] | undefined): Refusal | undefined =>
  preserved?.[0] && bar('preserved', `本件依据${titled(preserved[0].document)}保全，解除保全前不能删除`)

const titled = (document: string) => (document.startsWith('《') ? document : `《${document}》`)
