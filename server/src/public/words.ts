/** A request as its person may see it: outside words only (terms.md 11). */
import { formatDay, dayOf } from '@huying/core/calendar'
import type { Policy } from '@huying/core/policy/policy'
import { type ServiceRequest, SETTLED } from '@huying/core/request/state'

const STATES: Record<ServiceRequest['stage'], string> = {
  pending: '已收到，正在审核',
  registered: '已受理',
  answered: '已答复',
  refused: '您反映的事项应通过其他渠道办理',
  transferred: '已转接有关部门',
  linked: '正在办理',
  replied: '已答复',
  closed: '已办结',
  withdrawn: '已撤回',
  void: '已撤销',
  archived: '已办结',
}

export function outside(r: ServiceRequest, policy: Policy) {
  const redone = r.rounds > 1 && r.stage === 'linked'
  const reason = r.refusal && policy.pack.intake.refusals.find((x) => x.code === r.refusal?.reason)
  return {
    number: r.number,
    state: redone ? '已要求重新办理' : STATES[r.stage],
    title: r.title,
    content: r.content,
    writtenAt: r.registeredAt,
    answerBefore:
      r.answerBy && r.answerBy.stoppedAt === undefined && !SETTLED.includes(r.stage) ? formatDay(dayOf(r.answerBy.due)) : undefined,
    provisional: r.answerBy?.provisional ?? false,
    answer: r.answer?.text ?? r.reply?.text,
    answeredAt: r.answer?.at ?? r.reply?.at,
    channel: reason ? `${reason.channel ?? r.refusal?.told ?? ''}${reason.phone ? `，联系方式 ${reason.phone}` : ''}` : undefined,
    appended: r.appended.map((a) => ({ at: a.at, text: a.text })),
    urged: r.urges.length,
    rated: r.rating && { solved: r.rating.solved, satisfied: r.rating.satisfied },
    can: {
      urge: !SETTLED.includes(r.stage),
      append: !SETTLED.includes(r.stage),
      withdraw: !SETTLED.includes(r.stage),
      rate: ['replied', 'answered', 'closed'].includes(r.stage),
    },
  }
}
