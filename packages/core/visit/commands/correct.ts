/** 更正: a wrong entry of the call-back worker, by 回访审核 only, with both values kept. The person's own rating is nobody's to edit. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText } from '../../kernel.ts'
import { RESOLUTIONS } from '../../request/state.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'
import { grade } from './record.ts'

const Input = Type.Object(
  {
    contacted: Type.Optional(Type.Boolean()),
    solved: Type.Optional(Type.Union(RESOLUTIONS.map((r) => Type.Literal(r)))),
    satisfied: Type.Optional(Type.String()),
    why: OpenText('更正依据', 500),
  },
  { additionalProperties: false },
)

export const correct: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'correct',
  button: '更正',
  by: ['centre'],
  input: Input,
  bars: (visit) => {
    if (visit.selfRated) return bar('forbidden', '诉求人本人的评价不能更改')
    return visit.stage === 'done' && visit.outcome ? undefined : bar('stage', '没有可更正的回访结果')
  },
  decide: (visit, { why, ...given }, ctx) => {
    const graded = grade({ ...visit.outcome, ...given }, ctx)
    return graded.ok ? decided<VisitEvent>({ type: 'corrected', by: ctx.actor.name, from: visit.outcome, to: graded.outcome, why }) : graded
  },
}
