/** 更正: a wrong entry is put right with a reason; the old value stays on record (SEC-01: 字段、前值、后值、人、时刻、原因). */
import { type Static, Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, Personal, PlainText, type Refusal, refused } from '../../kernel.ts'
import { CountInput, PlaceInput } from '../../place.ts'
import { sameValue } from '../../same.ts'
import type { RequestEvent } from '../events.ts'
import { FactsInput } from '../input.ts'
import type { ServiceRequest } from '../state.ts'
import { visitOwed } from './reply.ts'

const Changes = Type.Object(
  {
    type: Type.Optional(Type.String({ title: '诉求类型' })),
    category: Type.Optional(Type.String({ title: '事项' })),
    title: Type.Optional(OpenText('标题', 60)),
    content: Type.Optional(OpenText('内容', 4000)),
    place: Type.Optional(PlaceInput),
    since: Type.Optional(PlainText('发生时间', 60)),
    affected: Type.Optional(CountInput),
    alike: Type.Optional(CountInput),
    facts: Type.Optional(FactsInput),
    confidential: Type.Optional(Type.Boolean({ title: '保密' })),
    contactNumber: Type.Optional(Personal('phone', '联系号码', 40)),
  },
  { additionalProperties: false },
)
const Input = Type.Object({ changes: Changes, why: OpenText('更正原因', 300) }, { additionalProperties: false })

export const correct: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'correct',
  button: '更正',
  by: ['centre'],
  needs: ['same'],
  input: Input,
  bars: (request) => (request.stage === 'void' ? bar('stage', '已作废的诉求不能更正') : undefined),
  decide: (request, { changes, why }, ctx) => {
    const wrong = codeBar(changes, ctx)
    if (wrong) return { ok: false, refusal: wrong }
    const events = steps(request, changes, ctx).map(([field, to]): RequestEvent => {
      return { type: 'corrected', field, from: request[field as keyof ServiceRequest] ?? null, to, why, by: ctx.actor.name }
    })
    const owed = changes.contactNumber ? visitOwed(request, ctx) : []
    return events.length ? decided(...events, ...owed) : refused('unchanged', '没有要更正的内容：新值与原值相同')
  },
}

function codeBar(changes: Static<typeof Changes>, { policy }: Context): Refusal | undefined {
  if (changes.type && !policy.pack.kinds.types.some((t) => t.code === changes.type))
    return bar('unknown_code', '没有这种诉求类型', { field: 'type' })
  if (changes.category && !policy.isLeaf(changes.category)) return bar('unknown_code', '请选择到最末一级事项', { field: 'category' })
  return undefined
}

/** The fields to set, with what hangs on them: the reported type on the type, the path on the matter. */
function steps(request: ServiceRequest, changes: Static<typeof Changes>, { policy, facts: known }: Context): [string, unknown][] {
  const { contactNumber, facts, ...plain } = changes
  const out: [string, unknown][] = Object.entries(plain).filter(
    ([field, to]) => !sameValue(request[field as keyof ServiceRequest], to, known),
  )
  if (contactNumber && !sameValue(request.requester.contactNumber, contactNumber, known))
    out.push(['requester', { ...request.requester, contactNumber }])
  if (facts) out.push(['facts', { ...request.facts, ...facts }])
  if (changes.type && changes.type !== request.type)
    out.push(['reportedAs', policy.pack.kinds.types.find((t) => t.code === changes.type)?.reportedAs])
  if (changes.category && changes.category !== request.category) out.push(['categoryPath', policy.categoryPath(changes.category)])
  return out
}
