/** 定稿: every unit has confirmed, every objection is ruled, everything adds up. A correction may go without a second check. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, type Refusal } from '../../kernel.ts'
import { inStage, unbalanced } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, openObjections, unconfirmed } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const finalise: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'finalise',
  button: '定稿',
  by: ['centre'],
  needs: ['differences'],
  input: Input,
  bars: (edition, ctx) => {
    const stages = edition.corrects || !edition.units.length ? (['draft', 'checking'] as const) : (['checking'] as const)
    return inStage(edition, stages, '定稿') ?? (edition.stage === 'checking' ? waiting(edition, ctx) : undefined)
  },
  decide: (_edition, _input, ctx) =>
    unbalanced(ctx) ?? decided<EditionEvent>({ type: 'finalised', by: ctx.actor.name, user: ctx.actor.user }),
}

function waiting(edition: Edition, { policy }: Context): Refusal | undefined {
  const open = openObjections(edition)
  if (open.length) return bar('pending', `还有 ${open.length} 项异议没有裁定，不能定稿：${open.map(({ fact }) => fact.number).join('、')}`)
  const silent = unconfirmed(edition)
  if (!silent.length) return undefined
  const names = silent.slice(0, 5).map((unit) => policy.unit(unit)?.name ?? unit)
  return bar('pending', `还有 ${silent.length} 个单位没有核对完毕，不能定稿：${names.join('、')}${silent.length > 5 ? '等' : ''}`)
}
