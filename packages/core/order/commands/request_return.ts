/** 申请退单: with reason, verified facts, written basis and the unit it should go to; the clock runs on meanwhile (DISPATCH-29). */
import { Type } from '@sinclair/typebox'
import { addLength, formatDue } from '../../calendar.ts'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { assignmentIn, ruledBar, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, grantedReturns, type Order } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    reason: Type.String({ title: '退单原因' }),
    facts: Type.Optional(OpenText('核查事实', 1000)),
    basis: Type.Optional(OpenText('退单依据', 1000)),
    suggested: Type.Optional(Type.String({ title: '建议单位' })),
  },
  { additionalProperties: false },
)

export const requestReturn: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'request_return',
  button: '申请退单',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, ctx, no) =>
    assignmentIn(order, no, ['sent', 'working', 'sent_back'], '退单') ??
    ruledBar(order, assignmentOf(order, no), '退单') ??
    limitBar(order, assignmentOf(order, no), ctx),
  decide: (order, input, ctx) => {
    const { returns } = ctx.policy.pack
    const unit = theAssignment(order, input.assignment).unit
    if (!returns.reasons.some((r) => r.code === input.reason)) return refused('unknown_code', '请选择退单原因', { field: 'reason' })
    if (returns.needsFacts.value && !input.facts) return lacking('facts', '核查事实', returns.needsFacts)
    if (returns.needsBasis.value && !input.basis) return lacking('basis', '退单依据（三定方案或文件条款）', returns.needsBasis)
    if (returns.needsSuggestion.value && !input.suggested) return lacking('suggested', '建议单位', returns.needsSuggestion)
    if (input.suggested && (input.suggested === unit || !ctx.policy.unit(input.suggested))) {
      return refused('unknown_code', '建议单位须是另一个承办单位', { field: 'suggested' })
    }
    return decided<OrderEvent>({ type: 'return_requested', by: ctx.actor.name, unit, ...input })
  },
}

/** What a unit may do instead of a return: say that the duty is disputed and have it decided. */
const INSTEAD = 'order.request_ruling'
type Origin = { source?: Refusal['source']; assumed?: boolean }
const origin = ({ source, assumed }: Origin) => ({ source, assumed, instead: INSTEAD })
const lacking = (field: string, what: string, from: Origin) =>
  refused('basis', `不能退单：请填写${what}。可改为申请会商`, { field, ...origin(from) })

/** Counted over the whole order, whatever the round: what one unit filed, and what this level granted. */
function limitBar(order: Order, a: Assignment | undefined, ctx: Context): Refusal | undefined {
  if (!a) return undefined
  const { perUnit, granted, within } = ctx.policy.pack.returns
  const filed = order.assignments.flatMap((x) => x.returns).filter((r) => r.unit === a.unit).length
  if (filed >= perUnit.value)
    return bar('limit', `不能再次退单：同一单位对一件工单限退 ${perUnit.value} 次，有争议的请申请会商，由上级定责`, origin(perUnit))
  const agreed = grantedReturns(order, a)
  if (agreed >= granted.value)
    return bar('limit', `不能退单：这件工单已同意退单 ${agreed} 次，须先办理；有争议的请申请会商，由上级定责`, origin(granted))
  const { due } = addLength(ctx.policy.calendar, a.sentAt, within.value)
  return ctx.now <= due ? undefined : bar('expired', `不能退单：退单期限已于 ${formatDue(due)} 届满，可申请会商`, origin(within))
}
