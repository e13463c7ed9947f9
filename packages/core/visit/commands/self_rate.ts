/** The person rated on the web or by phone: his own answer counts, and asks for redo where he wants it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { VisitEvent } from '../events.ts'
import type { Outcome } from '../outcome.ts'
import type { Visit } from '../state.ts'

const Input = Type.Object(
  { solved: Type.Boolean(), satisfied: Type.String(), good: Type.Boolean(), wantsRedo: Type.Boolean() },
  { additionalProperties: false },
)

export const selfRate: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'self_rate',
  button: '评价',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (visit, { solved, satisfied, good, wantsRedo }) => {
    const outcome: Outcome = { ...visit.outcome, solved: solved ? 'solved' : 'unsolved', satisfied, good }
    return decided<VisitEvent>({ type: 'self_rated', outcome, proposal: wantsRedo || !good ? 'redo' : undefined })
  },
}
