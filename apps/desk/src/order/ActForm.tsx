import { CommandForm } from './forms/CommandForm.tsx'
import type { Doing } from './acts.ts'
import type { OrderAnswer } from './types.ts'

interface ActFormProps {
  order: OrderAnswer
  doing: Doing
  onDone: () => unknown
  onClose: () => void
}

/** The form of one act, whichever kind it has. */
export function ActForm({ order, doing: { act, button, offers }, onDone, onClose }: ActFormProps) {
  const props = { order, offers, onDone, onClose }
  if (act.Beside) return <act.Beside {...props} />
  return act.spec ? <CommandForm {...props} command={act.command} button={button} spec={act.spec} /> : null
}
