/** 交接: a call-back that was begun goes to a colleague who may make it, inside the hours in which people are called. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'
import { handBar, hoursBar } from './start.ts'

const Input = Type.Object(
  { user: Type.String({ title: '接手人' }), why: Type.Optional(OpenText('说明', 200)) },
  { additionalProperties: false },
)

export const handOn: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'hand_on',
  button: '交接',
  by: ['centre'],
  needs: ['users'],
  input: Input,
  bars: (visit, ctx) => callerBar(visit, ctx) ?? hoursBar(visit, ctx, 'visit.release'),
  decide: (visit, { user, why }, ctx) => {
    const { policy, actor } = ctx
    const colleague = ctx.facts.users?.[user]
    const calls = colleague?.posts.some((post) => policy.post(post)?.commands.includes('visit.start'))
    if (!colleague?.units.includes(policy.pack.city.centreUnit) || !calls)
      return refused('unknown_code', '接手人须是热线中心在岗的回访人员，请另选或放回', { field: 'user' })
    if (visit.caller?.user === user) return refused('unchanged', `这件回访已由${colleague.name}办理`, { field: 'user' })
    const barred = handBar(visit, user, ctx)
    if (barred) return { ok: false, refusal: { ...barred, field: 'user' } }
    return decided<VisitEvent>({ type: 'handed_on', by: actor.name, user, name: colleague.name, why })
  },
}

/** Only who makes the call gives it away; the machine does so for whoever leaves his seat. */
export function callerBar(visit: Visit, { actor }: Context): Refusal | undefined {
  if (visit.stage !== 'calling') return bar('stage', '这件回访没有人正在办理，不用放回或交接')
  const own = visit.caller?.user === actor.user || actor.user === 'system'
  return own ? undefined : bar('held', `${visit.caller?.name}正在回访这件诉求，须由本人放回或交接`)
}
