/** What the sentences of 经过 are made of. */
import type { TimelineItem } from '@huying/ui'
import type { Catalogue } from '../../catalogue.ts'
import { dueText } from '../../time.ts'
import { ROLE_WORDS } from '../../words.ts'
import type { Line, OrderState } from '../types.ts'

export interface Sentence extends Pick<TimelineItem, 'title' | 'rest' | 'quote' | 'kind'> {
  /** Reason or result, behind the person who did it. */
  why?: string
  /** Steps of the machine and of the pool: left out of 只看办理. */
  minor?: boolean
}

export interface Reading<T extends Line['type'] = Line['type']> {
  line: Extract<Line, { type: T }>
  order: OrderState
  words: Catalogue
}

export const joined = (parts: readonly (string | undefined | false)[]): string => parts.filter(Boolean).join(' · ')
export const lengthWord = ({ amount, unit }: { amount: number; unit: string }) => `${amount} ${unit === 'workday' ? '个工作日' : '日'}`
export const numberOf = (order: OrderState, request: string) => order.members.find(({ id }) => id === request)?.number ?? ''
export const latestDue = (clocks: Partial<Record<string, { due: number }>>) => (clocks.redo ?? clocks.close)?.due

export const sentTo = (sent: readonly { unit: string; role: keyof typeof ROLE_WORDS }[], words: Catalogue) =>
  sent.map(({ unit, role }) => `${words.unitShort(unit)}${role === 'sub' ? '' : `（${ROLE_WORDS[role]}）`}`).join('、')

export const untilText = (clocks: Partial<Record<string, { due: number }>>) => {
  const due = latestDue(clocks)
  return due === undefined ? undefined : `，截止 ${dueText(due)}`
}
