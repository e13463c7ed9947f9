/** 评价: the person's own answer; nobody edits it. "Not solved" is put before the call-back review as a wish for redo. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'
import { visitOwed } from './reply.ts'
import { REQUEST_WORDS } from '../words.ts'

const Input = Type.Object(
  {
    solved: Type.Boolean({ title: '问题是否解决' }),
    satisfied: Type.String({ title: '满意度' }),
    text: Type.Optional(OpenText('意见', 1000)),
    wantsRedo: Type.Optional(Type.Boolean({ title: '要求重新办理' })),
    contact: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export const rate: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'rate',
  button: '评价',
  by: ['centre', 'person'],
  input: Input,
  bars: (request) =>
    ['replied', 'answered', 'closed'].includes(request.stage)
      ? undefined
      : bar('stage', `还不能评价：这件诉求${REQUEST_WORDS[request.stage]}，答复后即可评价`, { instead: 'request.urge' }),
  decide: (request, input, ctx) => {
    const grade = ctx.policy.pack.visit.scale.value.find((g) => g.code === input.satisfied)
    if (!grade) return refused('unknown_code', '请选择满意度', { field: 'satisfied' })
    const { solved, satisfied, text, wantsRedo, contact } = input
    const rated: RequestEvent = { type: 'rated', by: ctx.actor.name, good: grade.satisfied, solved, satisfied, text, wantsRedo, contact }
    return decided<RequestEvent>(...visitOwed(request, ctx), rated)
  },
}
