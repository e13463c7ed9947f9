/** 申请延期: before expiry only, with reason, within the pack's number and length, and the person told (SLA-04). */
import { Type } from '@sinclair/typebox'
import { formatDue } from '../../calendar.ts'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import type { Length } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, closeClock, isPaused, type Order, pendingExtension } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    reason: Type.String({ title: '延期原因' }),
    text: OpenText('延期说明', 500),
    days: Type.Integer({ minimum: 1, title: '延期天数' }),
    told: Type.Optional(Type.Boolean({ title: '已告知诉求人' })),
  },
  { additionalProperties: false },
)

export const requestExtension: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'request_extension',
  button: '申请延期',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, ctx, no) =>
    assignmentIn(order, no, ['working', 'sent_back', 'subbed'], '申请延期') ?? extensionBar(assignmentOf(order, no), ctx),
  decide: (order, input, ctx) => {
    const { extensions } = ctx.policy.pack
    const a = theAssignment(order, input.assignment)
    if (!extensions.reasons.some((r) => r.code === input.reason)) return refused('unknown_code', '请选择延期原因', { field: 'reason' })
    const longest = extensions.longest.value
    if (input.days > longest.amount) return tooLong(`单次延期不超过 ${longest.amount} ${word(longest)}`, extensions.longest)
    const before = grantedDays(a)
    if (before + input.days > extensions.total.value.amount)
      return tooLong(`累计延期不超过 ${extensions.total.value.amount} ${word(extensions.total.value)}，已延期 ${before}`, extensions.total)
    if (extensions.tellRequester.value && !input.told)
      return refused('missing', '延期须先告知诉求人，请登记已告知', { field: 'told', ...origin(extensions.tellRequester) })
    const unit = longest.unit === 'workday' ? 'workday' : 'day'
    return decided<OrderEvent>({
      type: 'extension_requested',
      assignment: a.no,
      by: ctx.actor.name,
      reason: input.reason,
      text: input.text,
      length: { amount: input.days, unit },
      told: input.told ?? false,
    })
  },
}

/** 到期前申请、次数未满、没有待审: also what the button says before anything is typed. */
function extensionBar(a: Assignment | undefined, ctx: Context): Refusal | undefined {
  const clock = a && closeClock(a)
  if (!a || !clock) return bar('not_found', '这份承办单没有办理时限')
  if (pendingExtension(a)) return bar('pending', '已有延期申请待审')
  if (isPaused(a)) return bar('pending', '正在暂停计时，请先恢复', { instead: 'order.continue' })
  const { max } = ctx.policy.pack.extensions
  const used = a.extensions.filter((e) => e.ruled?.granted).length
  if (used >= max.value)
    return bar('limit', `不能再次延期：每件限 ${max.value} 次。可改为申请暂停计时`, { instead: 'order.pause', ...origin(max) })
  if (ctx.now > clock.due)
    return bar('expired', `不能申请延期：已超过截止时间 ${formatDue(clock.due)}，延期须在到期前申请`, {
      instead: 'order.reply',
      ...origin(max),
    })
  return undefined
}

export const grantedDays = (a: Assignment) => a.extensions.filter((e) => e.ruled?.granted).reduce((n, e) => n + e.length.amount, 0)
const word = (length: Length) => (length.unit === 'workday' ? '个工作日' : '日')
const origin = ({ source, assumed }: { source?: Refusal['source']; assumed?: boolean }) => ({ source, assumed })
const tooLong = (text: string, from: { source?: Refusal['source']; assumed?: boolean }) =>
  refused('too_long', text, { field: 'days', ...origin(from) })
