/**
 * 总量表 (profile): the published totals of one month, and nothing else. Described for people in docs/profiles.md. Things of the city are
 * named by the pack's code, name or short name. Whether the totals can be true together is `totals.ts`; here only their form is read.
 */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value, ValueErrorType } from '@sinclair/typebox/value'

const COUNT = '须是不小于 0 的整数'
const RATE = '须写成印出来的百分数，如 99.03%'
const PARTS = '须是“名称或代码: 件数”，件数为不小于 0 的整数'

const Count = Type.Integer({ minimum: 0, maximum: 10_000_000, fault: COUNT })
const Rate = Type.String({ pattern: '^(100(\\.0+)?|\\d{1,2}(\\.\\d{1,6})?)%$', fault: RATE })
const Parts = Type.Record(Type.String(), Count, { fault: PARTS })
const Marks = Type.Record(Type.String(), Type.Union([Count, Parts], { fault: `${COUNT}，或者按级别分列` }), { fault: PARTS })
const group = <T extends Record<string, TSchema>>(items: T) => Type.Object(items, { additionalProperties: false, fault: '须是一组项目' })
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

export const ProfileSchema = group({
  month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', fault: '须写成 2024-11 这样的月份' }),
  source: optional(Type.Record(Type.String(), Type.String(), { fault: '须写明发布单位、标题、日期' })),
  note: optional(Type.String({ fault: '须是文字' })),
  /** 呼入、接听. */
  calls: optional(group({ offered: optional(Count), answered: optional(Count) })),
  requests: group({
    /** 受理. */
    accepted: Count,
    /** 当场答复. */
    onTheSpot: optional(Count),
    /** 受理后至今未分流. */
    undecided: optional(Count),
    /** 并入其他工单的诉求. */
    merged: optional(Count),
    /** 转办后撤回. */
    withdrawn: optional(Count),
    /** Apart from what was accepted: 不予受理、转接、历史件. */
    refused: optional(Count),
    transferred: optional(Count),
    history: optional(Count),
    /** 催办次数. */
    urged: optional(Count),
  }),
  orders: optional(
    group({
      /** 转办工单. */
      total: optional(Count),
      /** 同意退单次数. */
      returned: optional(Count),
      /** 重办的工单. */
      redone: optional(Count),
    }),
  ),
  rates: optional(
    group({
      answered: optional(Rate),
      onTheSpot: optional(Rate),
      onTime: optional(Rate),
      contacted: optional(Rate),
      visited: optional(Rate),
      reached: optional(Rate),
      solved: optional(Rate),
      satisfied: optional(Rate),
    }),
  ),
  types: optional(Parts),
  topics: optional(Parts),
  units: optional(Parts),
  /** 网上渠道合计. */
  online: optional(Count),
  channels: optional(Parts),
  marks: optional(Marks),
  /** Marks of which every order was finished in time (均按时办结). */
  inTime: optional(Type.Array(Type.String(), { fault: '须是标识的列表' })),
})
export type Profile = Static<typeof ProfileSchema>

/** The profile, or every fault in Chinese with the place where it stands. */
export function parseProfile(raw: unknown): { ok: true; profile: Profile } | { ok: false; faults: string[] } {
  if (Value.Check(ProfileSchema, raw)) return { ok: true, profile: raw }
  const seen = new Map<string, string>()
  for (const { path, type, schema } of Value.Errors(ProfileSchema, raw)) {
    const place = path.slice(1).replaceAll('/', '.').replaceAll('~1', '/') || '总量表'
    if (!seen.has(place)) seen.set(place, `${place}：${faultOf(type, schema)}`)
  }
  return { ok: false, faults: [...seen.values()] }
}

function faultOf(type: ValueErrorType, schema: TSchema): string {
  if (type === ValueErrorType.ObjectAdditionalProperties) return '没有这一项，请对照 docs/profiles.md'
  if (type === ValueErrorType.ObjectRequiredProperty) return '必须写明'
  return typeof schema.fault === 'string' ? schema.fault : '写法有误，请对照 docs/profiles.md'
}
