/** 约定再访: at the time the person named, inside the blocks; costs no attempt. */
import { Type } from '@sinclair/typebox'
import { instantOf } from '../../calendar.ts'
import { type Command, decided, refused } from '../../kernel.ts'
import { blocksText, inBlock } from '../blocks.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'
import { callingBar } from './record.ts'

const Input = Type.Object(
  { at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$', title: '约定时间' }) },
  { additionalProperties: false },
)

export const again: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'again',
  button: '约定再访',
  by: ['centre'],
  input: Input,
  bars: (visit, ctx) => callingBar(visit, ctx),
  decide: (_visit, input, ctx) => {
    const at = instantOf(input.at)
    const { blocks } = ctx.policy.pack.visit
    if (at <= ctx.now || !inBlock(at, blocks.value))
      return refused('hours', `请约在回访时段内（${blocksText(blocks.value)}）`, { field: 'at' })
    return decided<VisitEvent>({ type: 'missed', by: ctx.actor.name, result: 'agreed', next: at })
  },
}
