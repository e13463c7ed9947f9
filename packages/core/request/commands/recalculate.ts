/** 重算时限: the person's own clock, once the year it hangs on is arranged; told like the order's. */
import { ArrangedInput, arrangedText } from '../../deadline/arranged.ts'
import { corrected, recounted } from '../../deadline/recount.ts'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { isSettled, type ServiceRequest } from '../state.ts'

export const recalculate: Command<ServiceRequest, RequestEvent, typeof ArrangedInput> = {
  noun: 'request',
  name: 'recalculate',
  button: '重算时限',
  by: ['system'],
  input: ArrangedInput,
  bars: (request) => (isSettled(request) ? bar('stage', '这件诉求已经办结') : undefined),
  decide: (request, input, { policy, now, actor }) => {
    const { answerBy } = request
    if (!answerBy?.provisional) return decided<RequestEvent>()
    const why = arrangedText(input)
    const { calendar, pack } = policy
    const again = recounted(answerBy, { calendar, rule: pack.deadlines.find(({ code }) => code === answerBy.rule) })
    const after = corrected(answerBy, again, now, why, calendar)
    if (after === answerBy) return decided<RequestEvent>()
    return decided<RequestEvent>({ type: 'recalculated', by: actor.name, why, answerBy: after, before: answerBy.due })
  },
}
