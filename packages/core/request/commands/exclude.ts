/** 无理诉求认定后: explained and closed; whether it leaves the satisfaction rate is the pack's word (INTAKE-16). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

/** Mark of the pack that an approved claim sets on the request and so on its order. */
const UNREASONABLE = 'unreasonable'

const Input = Type.Object({ why: Type.String() }, { additionalProperties: false })

export const exclude: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'exclude',
  button: '认定',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (request, { why }, ctx) => {
    if (request.excluded) return decided<RequestEvent>()
    const excluded: RequestEvent = { type: 'excluded', why }
    const kind = ctx.policy.pack.kinds.marks.find((k) => k.code === UNREASONABLE && !request.marks.some((m) => m.kind === k.code))
    if (!kind) return decided<RequestEvent>(excluded)
    const mark = { kind: kind.code, by: ctx.actor.name, at: ctx.now, rule: 'order.rule_unreasonable' }
    return decided<RequestEvent>(excluded, { type: 'marked', mark })
  },
}
