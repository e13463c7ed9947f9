/**
 * 受理: the moment from which the request counts and its clock for being answered runs; for web requests after review (待审核). The
 * person chose type and matter himself; the centre's reading of them, where it differs, is part of accepting.
 */
import { Type } from '@sinclair/typebox'
import { clockFor } from '../../deadline/choose.ts'
import { bar, type Command, decided, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { isFirm, matterFacts } from '../facts.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object(
  { type: Type.Optional(Type.String({ title: '诉求类型' })), category: Type.Optional(Type.String({ title: '事项' })) },
  { additionalProperties: false },
)

export const accept: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'accept',
  button: '受理',
  by: ['centre'],
  input: Input,
  bars: (request) => (request.acceptedAt || request.stage !== 'pending' ? bar('stage', '这件诉求已经受理') : undefined),
  decide: (request, { type = request.type, category = request.category }, ctx) => {
    const kind = ctx.policy.pack.kinds.types.find((t) => t.code === type)
    if (!kind) return refused('unknown_code', '没有这种诉求类型', { field: 'type' })
    if (!ctx.policy.isLeaf(category)) return refused('unknown_code', '请选择到最末一级事项', { field: 'category' })
    const read = { type, reportedAs: kind.reportedAs, category, categoryPath: ctx.policy.categoryPath(category) }
    const facts = { level: 1, role: 'lead', round: 1, ...matterFacts({ ...request, ...read }, ctx, isFirm(request)) }
    const answerBy = clockFor('close', facts, { accepted: ctx.now, dispatched: ctx.now }, ctx, { superiorDue: request.superiorDue })
    return decided<RequestEvent>({ type: 'accepted', by: ctx.actor.name, answerBy, ...differing(request, read) })
  },
}

type Read = Pick<ServiceRequest, 'type' | 'reportedAs' | 'category' | 'categoryPath'>

/** What the centre reads otherwise than the person chose; nothing where they agree. */
const differing = (request: ServiceRequest, read: Read): { read?: Read } =>
  request.type === read.type && request.category === read.category ? {} : { read }
