/** The order opens for a request, with the proposal of who should handle it. A follow-up in the request's own transaction. */
import { type Static, Type } from '@sinclair/typebox'
import { dayOf, formatDay } from '../../calendar.ts'
import { clockFor } from '../../deadline/choose.ts'
import { type Command, decided } from '../../kernel.ts'
import { route } from '../../dispatch/route.ts'
import { type Matter, matterFacts } from '../../request/facts.ts'
import type { MemberFields, OpenedFields, OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  {
    number: Type.String(),
    request: Type.Unsafe<MemberFields>(Type.Object({})),
    matter: Type.Unsafe<Matter & Pick<OpenedFields, 'title' | 'content' | 'praise' | 'firm'>>(Type.Object({})),
  },
  { additionalProperties: false },
)

export const open: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'open',
  button: '建单',
  by: ['system'],
  creates: true,
  input: Input,
  bars: () => undefined,
  decide: (_none, { number, request, matter }: Static<typeof Input>, ctx) => {
    const facts = { level: 0, role: 'lead', round: 1, ...matterFacts(matter, ctx, matter.firm) }
    const proposal = route(facts, ctx.policy, formatDay(dayOf(ctx.now)))
    const dispatchClock = clockFor('dispatch', facts, { accepted: ctx.now }, ctx)
    const fields: OpenedFields = { ...matter, id: ctx.ids(), number, version: ctx.version, proposal, dispatchClock }
    return decided<OrderEvent>({ type: 'opened', fields, member: request })
  },
}
