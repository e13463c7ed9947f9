/** 放回: a call-back that was begun and not made waits again, for anybody. It costs no attempt: nobody was called. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'
import { callerBar } from './hand_on.ts'

const Input = Type.Object({ why: Type.Optional(OpenText('放回原因', 100)) }, { additionalProperties: false })

export const release: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'release',
  button: '放回',
  by: ['centre'],
  input: Input,
  bars: callerBar,
  decide: (_visit, { why }, ctx) => decided<VisitEvent>({ type: 'released', by: ctx.actor.name, why }),
}
