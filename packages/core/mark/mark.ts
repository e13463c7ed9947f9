/** 标识: a typed label with who, why, when. Set and taken off by commands of the noun that carries it. */
import { type Static, Type } from '@sinclair/typebox'
import { bar, type Context, type Instant, OpenText, type Refusal, type TextRef } from '../kernel.ts'

export interface Mark {
  kind: string
  /** For kinds with levels: the deputy's level and the like. */
  level?: string
  by: string
  at: Instant
  why?: TextRef
  /** Set by a rule: its code. */
  rule?: string
}

export const MarkInput = Type.Object(
  {
    kind: Type.String({ title: '标识' }),
    level: Type.Optional(Type.String({ title: '级别' })),
    why: Type.Optional(OpenText('原因', 300)),
  },
  { additionalProperties: false },
)

/** Urgency that the marks amount to: facts of deadline and dispatch rules. */
export function urgencyOf(marks: readonly Mark[], ctx: Pick<Context, 'policy'>): 'normal' | 'urgent' | 'major' {
  if (!marks.length) return 'normal'
  const kinds = ctx.policy.pack.kinds.marks.filter((k) => k.group === 'urgency' && marks.some((m) => m.kind === k.code)).map((k) => k.code)
  return kinds.includes('major') ? 'major' : kinds.length ? 'urgent' : 'normal'
}

export const markOfGroup = (marks: readonly Mark[], group: string, ctx: Pick<Context, 'policy'>) =>
  marks.find((m) => ctx.policy.pack.kinds.marks.some((k) => k.group === group && k.code === m.kind))

export function markBar(marks: readonly Mark[], input: Static<typeof MarkInput>, ctx: Context): Refusal | undefined {
  const kind = ctx.policy.pack.kinds.marks.find((k) => k.code === input.kind)
  if (!kind) return bar('unknown_code', `没有“${input.kind}”这种标识，请从列表中选择`, { field: 'kind' })
  if (marks.some((m) => m.kind === kind.code && m.level === input.level)) return bar('already', `已标为“${kind.label}”`, { field: 'kind' })
  if (kind.levels && !kind.levels.some((l) => l.code === input.level)) {
    return bar('missing', `标为“${kind.label}”须选择级别：${kind.levels.map((l) => l.label).join('、')}`, { field: 'level' })
  }
  return undefined
}

/** 取消标识: a guarded kind comes off only by the posts that may, and never without a reason (CLASS-07: 降级须值班长理由). */
export function unmarkBar(marks: readonly Mark[], input: Static<typeof MarkInput>, ctx: Context): Refusal | undefined {
  const kind = ctx.policy.pack.kinds.marks.find((k) => k.code === input.kind)
  if (!kind || !marks.some((m) => m.kind === input.kind)) return bar('not_found', '没有这个标识，无需取消', { field: 'kind' })
  if (!kind.guarded) return undefined
  if (!['supervisor_shift', 'centre_head'].includes(ctx.actor.post)) {
    return bar('forbidden', `“${kind.label}”只能由值班长取消，请联系当班值班长`, {
      field: 'kind',
      source: kind.source,
      assumed: kind.assumed,
    })
  }
  if (!input.why) return bar('missing', `取消“${kind.label}”须填写原因`, { field: 'why' })
  return undefined
}

export const withMark = (marks: readonly Mark[], mark: Mark): Mark[] => [...marks, mark]
export const withoutMark = (marks: readonly Mark[], kind: string): Mark[] => marks.filter((m) => m.kind !== kind)
