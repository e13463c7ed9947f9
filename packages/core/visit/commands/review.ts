/** 回访审核: decides what the answers propose: send back, explain, call a second time later, not attributable to the unit. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { nextBlock } from '../blocks.ts'
import type { VisitEvent } from '../events.ts'
import { awaitsReview, DECISIONS, type Visit } from '../state.ts'

const Input = Type.Object(
  {
    decision: Type.Union(
      DECISIONS.map((d) => Type.Literal(d)),
      { title: '审核意见' },
    ),
    note: Type.Optional(OpenText('说明', 500)),
  },
  { additionalProperties: false },
)

export const review: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'review',
  button: '回访审核',
  by: ['centre'],
  input: Input,
  bars: (visit, ctx) => {
    if (!awaitsReview(visit)) return bar('stage', '这件回访没有待审的重办建议')
    return visit.by === ctx.actor.user ? bar('same_person', '回访员不能审核自己的回访') : undefined
  },
  decide: (visit, { decision, note }, ctx) => {
    if (decision !== 'redo' && !note) return refused('missing', '不发回重办的，请写明理由', { field: 'note' })
    const { redoMax, blocks } = ctx.policy.pack.visit
    if (decision === 'redo' && visit.round > redoMax.value) {
      return refused('limit', `已重办 ${redoMax.value} 次，不能再发回重办，请转督办`, {
        field: 'decision',
        source: redoMax.source,
        assumed: redoMax.assumed,
      })
    }
    const next = decision === 'second' ? nextBlock(ctx.now, blocks.value, true) : undefined
    return decided<VisitEvent>({ type: 'reviewed', by: ctx.actor.name, decision, note, next })
  },
}
