/** What an agent, a citizen or an import gives when a request is written down (要素登记, INTAKE-13). */
import { type Static, Type } from '@sinclair/typebox'
import { type Context, type Instant, OpenText, Personal, PlainText, type Refusal, bar } from '../kernel.ts'
import { CountInput, type CountOf, PlaceInput } from '../place.ts'
import type { Policy } from '../policy/policy.ts'

export const RequesterInput = Type.Object(
  {
    kind: Type.Union([Type.Literal('person'), Type.Literal('firm')], { default: 'person', title: '个人或企业' }),
    name: Type.Optional(Personal('name', '诉求人姓名', 60)),
    sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female')])),
    callNumber: Type.Optional(Personal('phone', '来电号码', 40)),
    contactNumber: Type.Optional(Personal('phone', '联系号码', 40)),
    address: Type.Optional(Personal('address', '诉求人住址', 200)),
    company: Type.Optional(PlainText('企业名称', 100)),
    creditCode: Type.Optional(Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', title: '统一社会信用代码' })),
  },
  { additionalProperties: false },
)

/** What a matter asks for beyond the common list (商家名称, 车牌号): open words by the fact's code (terms `fact.*`). */
export const FactsInput = Type.Record(Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$' }), OpenText('事项要素', 200), {
  additionalProperties: false,
  maxProperties: 20,
  title: '事项要素',
})

export const MatterInput = {
  channel: Type.String({ title: '来源渠道' }),
  line: Type.Optional(Type.String({ title: '原热线' })),
  contact: Type.Optional(Type.String({ title: '来电' })),
  /** Until when the superior platform that sent it wants its answer (上级平台时限为准). */
  superiorDue: Type.Optional(Type.Unsafe<Instant>(Type.Integer({ minimum: 0, title: '上级平台时限' }))),
  requester: RequesterInput,
  confidential: Type.Optional(Type.Boolean({ title: '保密' })),
  shareNumber: Type.Optional(Type.Boolean({ title: '可否向单位提供号码' })),
  type: Type.String({ title: '诉求类型' }),
  category: Type.String({ title: '事项' }),
  title: OpenText('标题', 60),
  content: OpenText('内容', 4000),
  place: Type.Optional(PlaceInput),
  since: Type.Optional(PlainText('发生时间', 60)),
  affected: Type.Optional(CountInput),
  alike: Type.Optional(CountInput),
  wants: Type.Optional(OpenText('希望结果', 300)),
  facts: Type.Optional(FactsInput),
  urgency: Type.Optional(Type.Union([Type.Literal('normal'), Type.Literal('urgent'), Type.Literal('major')], { title: '紧急程度' })),
  marks: Type.Optional(
    Type.Array(Type.Object({ kind: Type.String(), level: Type.Optional(Type.String()) }, { additionalProperties: false })),
  ),
}
export type MatterOf = Static<ReturnType<typeof Type.Object<typeof MatterInput>>>

/** Facts that every request has a field for; whatever else a matter requires is asked for by its code. */
export const FACT_LABELS: Record<string, string> = {
  type: '诉求类型',
  category: '事项',
  place: '地点',
  since: '发生时间',
  content: '事由',
  affected: '影响户数',
  wants: '希望结果',
  contact: '联系方式',
  urgent: '紧急程度',
  alike: '同类受影响主体',
  share: '是否提供号码',
}

export const factLabel = (code: string, policy: Policy): string => policy.term(`fact.${code}`, FACT_LABELS[code] ?? code)
/** Where the form shows it. */
export const factField = (code: string) => (code in FACT_LABELS ? code : `facts.${code}`)

/** 必采要素 of a type and a matter: the pack's common list and what the leaf asks for; consultations and praise are not questioned. */
export function requiredFacts(type: string, category: string, policy: Policy): string[] {
  if (policy.pack.kinds.types.find((t) => t.code === type)?.brief) return []
  return [...new Set([...policy.pack.intake.requires.value, ...(policy.category(category)?.requires ?? [])])]
}

type Present = Pick<
  MatterOf,
  'place' | 'since' | 'affected' | 'alike' | 'wants' | 'requester' | 'urgency' | 'shareNumber' | 'confidential' | 'facts'
>

/** Which of the wanted facts are not there yet, in the order of the pack's list. */
export function missingFacts(wanted: readonly string[], given: Present): string[] {
  const affected = given.affected !== undefined
  const there: Record<string, boolean> = {
    type: true,
    category: true,
    content: true,
    place: Boolean(given.place?.region || given.place?.text),
    since: Boolean(given.since),
    affected,
    wants: given.wants !== undefined,
    contact: Boolean(given.requester.callNumber || given.requester.contactNumber),
    urgent: given.urgency !== undefined,
    alike: given.alike !== undefined,
    share: given.shareNumber !== undefined || given.confidential === true,
    // Said once already: nobody writes the same thing in two places.
    households: affected,
    firm: Boolean(given.requester.company),
  }
  return wanted.filter((code) => !there[code] && given.facts?.[code] === undefined)
}

/** A count as people say it: 7–8 家, 约 200 户. */
export const countText = ({ low, high, about, what }: CountOf): string =>
  `${about ? '约 ' : ''}${low}${high === undefined ? '' : `–${high}`}${what ? ` ${what}` : ''}`

/** Codes that must exist in the pack the request is registered under. */
export function codesBar(input: MatterOf, { policy }: Context): Refusal | undefined {
  const { kinds } = policy.pack
  if (!kinds.types.some((t) => t.code === input.type)) return bar('unknown_code', '请选择诉求类型（必填，只能选一类）', { field: 'type' })
  if (!policy.isLeaf(input.category)) return bar('unknown_code', '请选择到最末一级事项', { field: 'category' })
  if (!kinds.channels.some((c) => c.code === input.channel)) return bar('unknown_code', '请选择来源渠道', { field: 'channel' })
  if (input.line && !kinds.lines.some((l) => l.code === input.line)) return bar('unknown_code', '没有这条归并热线', { field: 'line' })
  const odd = Object.keys(input.facts ?? {}).find((code) => !isFact(code, input.category, policy))
  if (odd) return bar('unknown_code', `没有“${odd}”这项要素，请按事项要求填写`, { field: `facts.${odd}` })
  for (const mark of input.marks ?? []) {
    const kind = kinds.marks.find((k) => k.code === mark.kind)
    if (!kind) return bar('unknown_code', `没有“${mark.kind}”这种标识`, { field: 'marks' })
    if (kind.levels && !kind.levels.some((l) => l.code === mark.level)) {
      return bar('missing', `“${kind.label}”须选择级别：${kind.levels.map((l) => l.label).join('、')}`, { field: 'marks' })
    }
  }
  return undefined
}

/** Only a superior platform sets a deadline of its own, and one that has passed cannot be kept. */
export function superiorBar({ channel, superiorDue }: MatterOf, { policy, now }: Context): Refusal | undefined {
  if (superiorDue === undefined) return undefined
  const field = 'superiorDue'
  const from = policy.pack.kinds.channels.find((c) => c.code === channel)
  if (!from?.superior) return bar('invalid', `来源“${from?.label ?? channel}”不是上级平台，不能填写上级平台时限`, { field })
  return superiorDue > now ? undefined : bar('invalid', '上级平台时限已过，请核对日期和时间', { field })
}

/** The matter asks for it, or the pack has a word for it. */
const isFact = (code: string, category: string, policy: Policy) =>
  (policy.category(category)?.requires?.includes(code) ?? false) || policy.pack.terms[`fact.${code}`] !== undefined
