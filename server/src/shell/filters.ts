/**
 * What a list may be narrowed to and sorted by: the words of an address and the condition behind each. Worklists, 综合查询 and
 * exports read it here, so that a file holds exactly the rows that its page shows.
 */
import { ORDER_STAGES } from '@huying/core/order/state'
import { REQUEST_STAGES } from '@huying/core/request/state'
import { type Static, Type } from '@sinclair/typebox'
import { refuse } from '../errors.ts'
import { Day, endOfDay, startOfDay } from '../period.ts'
import { searchWhere, type Where } from './list.ts'

const Code = Type.String({ maxLength: 60 })

export const FILTERS = {
  q: Type.Optional(Type.String({ maxLength: 60, title: '编号、内容' })),
  stage: Type.Optional(Code),
  unit: Type.Optional(Code),
  category: Type.Optional(Code),
  type: Type.Optional(Code),
  channel: Type.Optional(Code),
  urgency: Type.Optional(Code),
  region: Type.Optional(Code),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}
/** 驳回原因: of orders. */
export const ORDER_FILTERS = { ...FILTERS, reason: Type.Optional(Code) }
export type Filters = Static<ReturnType<typeof Type.Object<typeof ORDER_FILTERS>>>

export const DIRECTION = Type.Optional(Type.Union([Type.Literal('up'), Type.Literal('down')], { title: '升序 / 降序' }))
export type Direction = 'up' | 'down'

/** By which of its columns a list may be sorted. */
export const sortOf = <K extends string>(sorts: Record<K, string>) =>
  Type.Optional(Type.Union((Object.keys(sorts) as K[]).map((key) => Type.Literal(key))))

/** Pages are keyed, not counted: the last row's sort key and id. */
export const PAGE = {
  after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
}

/** The columns in which one kind of row differs from the others. */
interface Searched {
  stages: readonly string[]
  unit: string
  /** 受理日期. */
  period: string
  sorts: Record<'accepted' | 'due' | 'closed', string>
}
export const SEARCHED = {
  orders: {
    stages: ORDER_STAGES,
    unit: 't.unit_paths && array[?]',
    period: 't.accepted_at',
    sorts: { accepted: 't.accepted_at', due: 't.due_at', closed: 't.closed_at' },
  },
  /** Joined with their order as `o`. */
  requests: {
    stages: REQUEST_STAGES,
    unit: 'o.unit_paths && array[?]',
    period: 't.registered_at',
    sorts: { accepted: 't.registered_at', due: 't.answer_due', closed: 't.closed_at' },
  },
} as const satisfies Record<string, Searched>
export type Kind = keyof typeof SEARCHED
export type SortKey = keyof Searched['sorts']

/** A stage that the kind does not know is refused: an empty page would read as "none". */
export function filterWheres(kind: Kind, f: Filters): Where[] {
  const { stages, unit, period }: Searched = SEARCHED[kind]
  if (f.stage && !stages.includes(f.stage)) return refuse('unknown_code', '没有这种状态，请从列表中选择', { field: 'stage' })
  const when = (value: string | undefined, sql: string, given: string | undefined = value): Where[] => (value ? [[sql, given]] : [])
  return [
    ...(f.q ? [searchWhere(f.q)] : []),
    ...when(f.stage, 't.stage = ?'),
    ...when(f.unit, unit),
    ...when(f.category, 't.category_path && array[?]'),
    ...when(f.type, 't.type = ?'),
    ...when(f.channel, 't.channel = ?'),
    ...when(f.urgency, 't.urgency = ?'),
    ...when(f.region, 'starts_with(t.region, ?)'),
    ...when(f.reason, "t.sent_back <> '{}' and t.sent_back && array[?]"),
    ...when(f.from, `${period} >= ?::timestamptz`, f.from && startOfDay(f.from)),
    ...when(f.to, `${period} < ?::timestamptz`, f.to && endOfDay(f.to)),
  ]
}
