/** 转办: the request becomes a work order, or joins a running one (并入事件). The order opens in the same transaction. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, refused } from '../../kernel.ts'
import { unsettled } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import { factField, factLabel, missingFacts } from '../input.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ into: Type.Optional(Type.String({ title: '并入工单' })) }, { additionalProperties: false })

export const forward: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'forward',
  button: '转办',
  by: ['centre'],
  needs: ['numbers', 'orders'],
  input: Input,
  bars: (request) => unsettled(request, '转办'),
  decide: (request, input, ctx) => {
    const needed = request.praise ? [] : ctx.policy.pack.intake.dispatchRequires.value
    const lacking = missingFacts(needed, request)
    if (lacking[0]) {
      const names = lacking.map((c) => factLabel(c, ctx.policy)).join('、')
      return refused('missing', `缺少${names}，不能转办，请补齐后再转`, { field: factField(lacking[0]), instead: 'request.append' })
    }
    if (input.into !== undefined && !ctx.facts.orders?.[input.into]) return refused('not_found', '没有这件工单', { field: 'into' })
    const number = ctx.facts.numbers?.order ?? ''
    return decided<RequestEvent>({ type: 'forwarded', by: ctx.actor.name, order: input.into ?? ctx.ids(), number, into: input.into })
  },
}
