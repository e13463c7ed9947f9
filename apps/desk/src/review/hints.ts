/** What a reviewer had better look at before an answer passes: said, never decided here. */
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { RESOLUTION_WORDS } from '../words.ts'

/** Words of the office that citizens are not to read (terms.md 11). */
const INSIDE = ['工单', '退单', '重办', '督办', '承办单位', '派单', '办件'] as const
const SHORT = 20
const PHONE = /(?<!\d)1\d{10}(?!\d)/

export function hintsOf({ state, clocks }: OrderAnswer, lead: AssignmentState): string[] {
  const reply = lead.replies.at(-1)
  if (!reply) return []
  const below = state.assignments.filter(({ parent, round }) => parent !== undefined && round === lead.round)
  const contacts = [lead, ...below].flatMap((one) => one.contacts)
  const inside = INSIDE.filter((word) => reply.public.includes(word))
  const less = below.find(({ replies }) => reply.solved === 'solved' && replies.at(-1) && replies.at(-1)?.solved !== 'solved')
  const lessWord = less?.replies.at(-1)?.solved
  const before =
    lead.round > 1 && state.assignments.some(({ round, replies }) => round < lead.round && replies.at(-1)?.public === reply.public)
  const late = clocks.some(({ assignment, counts, stoppedAt, due }) => assignment === lead.no && counts && (stoppedAt ?? due) > due)
  return [
    ...(contacts.some(({ result }) => result === 'connected') ? [] : ['没有接通诉求人的记录']),
    ...(inside.length > 0 ? [`答复中有内部用语：${inside.join('、')}`] : []),
    ...(PHONE.test(reply.public) ? ['答复中有手机号码'] : []),
    ...(reply.public.length < SHORT ? [`答复只有 ${reply.public.length} 个字`] : []),
    ...(reply.public === reply.internal ? ['答复与内部办理情况一字不差'] : []),
    ...(lessWord ? [`下级填报“${RESOLUTION_WORDS[lessWord]}”，主办填报“${RESOLUTION_WORDS.solved}”`] : []),
    ...(before ? ['与上一轮答复完全相同'] : []),
    ...(state.urges.length > 0 ? [`诉求人催办过 ${state.urges.length} 次`] : []),
    ...(lead.sentBack.length > 0 ? [`已驳回过 ${lead.sentBack.length} 次`] : []),
    ...(late ? ['提交时已超过办结时限'] : []),
  ]
}
