/** The request was withdrawn: nobody is called. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'

const Input = Type.Object({ why: Type.String() }, { additionalProperties: false })

export const cancel: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'cancel',
  button: '取消',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (visit, { why }) =>
    ['done', 'unreached'].includes(visit.stage) ? decided<VisitEvent>() : decided<VisitEvent>({ type: 'cancelled', why }),
}
