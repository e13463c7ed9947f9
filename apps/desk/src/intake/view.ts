/** What the middle of the desk shows. */
import type { Outcome } from './form.ts'
import type { Matter, NearbyOrder } from './server.ts'

export type Act = 'ask_progress' | 'urge' | 'append' | 'withdraw' | 'rate'

/** Keys 1–5 of people.md 3.2, with the words of terms.md 4. */
export const ACTS: readonly { act: Act; key: string; label: string }[] = [
  { act: 'ask_progress', key: '1', label: '查询进度' },
  { act: 'urge', key: '2', label: '催办' },
  { act: 'append', key: '3', label: '补充' },
  { act: 'withdraw', key: '4', label: '撤回诉求' },
  { act: 'rate', key: '5', label: '不满意要求重办' },
]

export interface Done {
  outcome: Outcome
  title: string
  number: string
  queryCode?: string
  due?: number
  /** Order joined, as shown to the agent. */
  into?: string
}

export type OutcomeKind = 'answer' | 'refuse' | 'transfer'

export type View =
  | { is: 'form' }
  | { is: 'readback' }
  | { is: 'outcome'; how: OutcomeKind }
  | { is: 'join'; order: NearbyOrder }
  | { is: 'act'; act: Act; matter: Matter }
  | { is: 'done'; done: Done }
  | { is: 'finish'; of: 'line' | 'work' }

export const FORM_VIEW: View = { is: 'form' }
