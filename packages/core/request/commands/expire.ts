/** 到期清理 of one request: only in a disposal that a second person approved, only what is over for as long as that says, never under 保全. */
import { Type } from '@sinclair/typebox'
import { isApproved } from '../../disposal/disposal.ts'
import { sealedIn } from '../../erase.ts'
import { heldBy } from '../../hold/hold.ts'
import { bar, type Command, type Context, decided, type Refusal, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { isSettled, type ServiceRequest } from '../state.ts'

const Expire = Type.Object(
  {
    disposal: Type.String({ format: 'uuid' }),
    kind: Type.Union([Type.Literal('personal'), Type.Literal('confidential'), Type.Literal('files')]),
  },
  { additionalProperties: false },
)

export const expire: Command<ServiceRequest, RequestEvent, typeof Expire> = {
  noun: 'request',
  name: 'expire',
  button: '到期清理',
  by: ['system'],
  needs: ['contents', 'preserved', 'disposal'],
  input: Expire,
  bars: (request) => {
    if (request.erasedAt !== undefined) return bar('already', '本件的个人信息已经删除')
    return isSettled(request) ? undefined : bar('stage', '诉求又在办理中')
  },
  decide: (request, { disposal, kind }, ctx) => {
    if (kind === 'files' && request.filesErasedAt !== undefined) return refused('already', '本件的附件已经删除')
    const refusal = heldBy(ctx.facts.preserved) ?? unapproved(ctx) ?? undue(request, kind, ctx)
    if (refusal) return { ok: false, refusal }
    const files = ctx.facts.contents ?? []
    if (kind === 'files') return decided<RequestEvent>({ type: 'erased', texts: [], files, only: 'files', disposal })
    return decided<RequestEvent>({ type: 'erased', texts: sealedIn(request), files, disposal })
  },
}

function unapproved({ facts: { disposal } }: Context): Refusal | undefined {
  return disposal && isApproved(disposal) ? undefined : bar('stage', '这次清理没有经另一人审批')
}

function undue({ closedAt, confidential }: ServiceRequest, kind: string, { facts: { disposal } }: Context): Refusal | undefined {
  const part = disposal?.parts.find((one) => one.kind === kind)
  const fits = kind === 'files' || (kind === 'confidential') === confidential
  return part && fits && closedAt !== undefined && closedAt < part.before ? undefined : bar('stage', '本件的保存期限未到')
}
