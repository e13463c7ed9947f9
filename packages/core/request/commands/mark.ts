/** 标为…: urgency, campaign, desk, secrecy or a plain label. */
import { type Command, decided } from '../../kernel.ts'
import { MarkInput, markBar } from '../../mark/mark.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const mark: Command<ServiceRequest, RequestEvent, typeof MarkInput> = {
  noun: 'request',
  name: 'mark',
  button: '标识',
  by: ['centre'],
  input: MarkInput,
  bars: (request) => running(request, '标识'),
  decide: (request, input, ctx) => {
    const bar = markBar(request.marks, input, ctx)
    if (bar) return { ok: false, refusal: bar }
    return decided<RequestEvent>({ type: 'marked', mark: { ...input, by: ctx.actor.name, at: ctx.now } })
  },
}
