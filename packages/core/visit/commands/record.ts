/** 记录结果: three answers kept apart. A question nobody answered stays unanswered: it is never counted as satisfied. */
import { type Static, Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { RESOLUTIONS } from '../../request/state.ts'
import type { VisitEvent } from '../events.ts'
import type { Outcome } from '../outcome.ts'
import type { Visit } from '../state.ts'

const Input = Type.Object(
  {
    contacted: Type.Optional(Type.Boolean({ title: '单位是否联系过您' })),
    solved: Type.Optional(
      Type.Union(
        RESOLUTIONS.map((r) => Type.Literal(r)),
        { title: '问题是否解决' },
      ),
    ),
    satisfied: Type.Optional(Type.String({ title: '是否满意' })),
    reasons: Type.Optional(Type.Array(Type.String(), { title: '不满意原因' })),
    words: Type.Optional(OpenText('原话', 1000)),
  },
  { additionalProperties: false },
)

export const record: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'record',
  button: '记录结果',
  by: ['centre'],
  input: Input,
  bars: (visit, ctx) => callingBar(visit, ctx),
  decide: (_visit, input, ctx) => {
    const graded = grade(input, ctx)
    if (!graded.ok) return graded
    const { outcome } = graded
    const reasons = input.reasons ?? []
    const unknown = reasons.find((r) => !ctx.policy.pack.visit.dissatisfiedReasons.some((d) => d.code === r))
    if (unknown) return refused('unknown_code', '请从列表中选择不满意原因', { field: 'reasons' })
    if (outcome.good === false && !reasons.length) return refused('missing', '不满意的请选择原因', { field: 'reasons' })
    return decided<VisitEvent>({
      type: 'recorded',
      by: ctx.actor.name,
      user: ctx.actor.user,
      outcome,
      reasons,
      words: input.words,
      proposal: proposalOf(outcome),
    })
  },
}

export function callingBar(visit: Visit, ctx: Context): Refusal | undefined {
  if (visit.stage !== 'calling') return bar('stage', '请先开始回访', { instead: 'visit.start' })
  return visit.caller?.user === ctx.actor.user ? undefined : bar('held', `${visit.caller?.name}正在回访这件诉求`)
}

/** Puts the grade on the pack's scale; nothing is filled in for a question that was not answered. */
export function grade(input: Pick<Static<typeof Input>, 'contacted' | 'solved' | 'satisfied'>, ctx: Context) {
  const { contacted, solved, satisfied } = input
  const step = ctx.policy.pack.visit.scale.value.find((g) => g.code === satisfied)
  if (satisfied !== undefined && !step) return refused('unknown_code', '请选择满意度', { field: 'satisfied' })
  const outcome: Outcome = { contacted, solved, satisfied, good: step?.satisfied }
  return { ok: true as const, outcome }
}

/** 重办由回答提出: not solved or not satisfied. Whether it is done is for 回访审核. */
export const proposalOf = (o: Outcome): 'redo' | undefined =>
  o.good === false || o.solved === 'unsolved' || o.contacted === false ? 'redo' : undefined
