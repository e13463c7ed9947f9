/** 受理: the moment from which the request counts and its clock for being answered runs; for web requests after review (待审核). */
import { Type } from '@sinclair/typebox'
import { clockFor } from '../../deadline/choose.ts'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { matterFacts } from '../facts.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const accept: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'accept',
  button: '受理',
  by: ['centre'],
  input: Input,
  bars: (request) => (request.acceptedAt || request.stage !== 'pending' ? bar('stage', '这件诉求已经受理') : undefined),
  decide: (request, _input, ctx) => {
    const facts = { ...matterFacts(request, ctx), level: 1, role: 'lead', round: 1 }
    const answerBy = clockFor('close', facts, { accepted: ctx.now, dispatched: ctx.now }, ctx)
    return decided<RequestEvent>({ type: 'accepted', by: ctx.actor.name, answerBy })
  },
}
