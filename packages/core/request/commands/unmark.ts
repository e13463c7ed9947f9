/** 取消标识. */
import { bar, type Command, decided } from '../../kernel.ts'
import { MarkInput, unmarkBar } from '../../mark/mark.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const unmark: Command<ServiceRequest, RequestEvent, typeof MarkInput> = {
  noun: 'request',
  name: 'unmark',
  button: '取消标识',
  by: ['centre'],
  input: MarkInput,
  bars: (request) => running(request, '取消标识') ?? (request.marks.length ? undefined : bar('not_found', '这件诉求没有标识')),
  decide: (request, input, ctx) => {
    const barred = unmarkBar(request.marks, input, ctx)
    if (barred) return { ok: false, refusal: barred }
    return decided<RequestEvent>({ type: 'unmarked', kind: input.kind, by: ctx.actor.name, why: input.why })
  },
}
