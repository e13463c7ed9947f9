/** 拆分 seen from the request: it leaves its order and opens one of its own. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { currentLink, type ServiceRequest } from '../state.ts'

const Input = Type.Object({ from: Type.String(), order: Type.String() }, { additionalProperties: false })

export const splitOff: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'split_off',
  button: '拆出',
  by: ['system'],
  needs: ['numbers'],
  input: Input,
  bars: (request) => (request.stage === 'linked' ? undefined : bar('stage', '诉求不在转办中')),
  decide: (request, { from, order }, ctx) => {
    if (currentLink(request)?.order !== from) return decided<RequestEvent>()
    const number = ctx.facts.numbers?.order ?? ''
    return decided<RequestEvent>({ type: 'unlinked', order: from }, { type: 'forwarded', by: ctx.actor.name, order, number })
  },
}
