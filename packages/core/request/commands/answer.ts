/** 当场答复: answered on first contact, quoting the agreed answers used (INTAKE-17, TEL-12). */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { unsettled } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const AnswerInput = {
  text: OpenText('答复内容', 2000),
  knowledge: Type.Optional(Type.Array(Type.String(), { title: '引用的统一口径' })),
}
const Input = Type.Object(AnswerInput, { additionalProperties: false })

export const answer: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'answer',
  button: '当场答复',
  by: ['centre'],
  needs: ['knowledge'],
  input: Input,
  bars: (request) => unsettled(request, '当场答复'),
  decide: (_request, input, ctx) => {
    const cited = input.knowledge ?? []
    const unknown = cited.find((code) => ctx.facts.knowledge?.[code] === undefined)
    if (unknown) return refused('unknown_code', `没有编号为“${unknown}”的统一口径，请重新检索后引用`, { field: 'knowledge' })
    const knowledge = cited.map((code) => ({ code, version: ctx.facts.knowledge?.[code] ?? 0 }))
    return decided<RequestEvent>({ type: 'answered', by: ctx.actor.name, text: input.text, knowledge })
  },
}
