/** 不予受理: a coded reason and the channel told to the person; still recorded, still counted apart. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'
import { REQUEST_WORDS } from '../words.ts'

export const RefuseInput = {
  reason: Type.String({ title: '不予受理原因' }),
  told: Type.String({ minLength: 2, maxLength: 200, title: '已告知的渠道' }),
  note: Type.Optional(OpenText('说明', 500)),
}
const Input = Type.Object(RefuseInput, { additionalProperties: false })

export const refuse: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'refuse',
  button: '不予受理',
  by: ['centre'],
  input: Input,
  bars: (request) =>
    request.stage === 'registered' || request.stage === 'pending'
      ? undefined
      : bar('stage', `不能不予受理：这件诉求${REQUEST_WORDS[request.stage]}`),
  decide: (_request, input, ctx) => {
    const reason = ctx.policy.pack.intake.refusals.find((r) => r.code === input.reason)
    if (!reason) return refused('unknown_code', '请选择不予受理的原因', { field: 'reason' })
    return decided<RequestEvent>({ type: 'refused', by: ctx.actor.name, ...input })
  },
}
