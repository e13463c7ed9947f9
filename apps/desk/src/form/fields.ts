/** What a small form asks, as data: one form for accounts, entries, units and requests. Orders have their own (order/forms). */
import type { PickOption } from '@huying/ui'

export type Values = Readonly<Record<string, string>>

export interface Ask {
  key: string
  label: string
  /** pick: one of a list by pinyin · choice: a few side by side · tick: yes or no · moment: day and time */
  kind: 'line' | 'area' | 'password' | 'pick' | 'choice' | 'tick' | 'day' | 'moment'
  options?: readonly PickOption[]
  required?: boolean
  hint?: string
  rows?: number
  max?: number
  shown?: (values: Values) => boolean
}

/** A tick as a value of the form. */
export const YES = 'yes'

export const shownOf = (asks: readonly Ask[], values: Values) => asks.filter(({ shown }) => !shown || shown(values))
export const missingOf = (asks: readonly Ask[], values: Values) =>
  shownOf(asks, values).filter(({ key, required }) => required && !values[key]?.trim())

/** What was filled in, trimmed; empty and hidden fields are left out. */
export function filled(asks: readonly Ask[], values: Values): Record<string, string> {
  return Object.fromEntries(
    shownOf(asks, values).flatMap(({ key }) => {
      const value = values[key]?.trim()
      return value ? [[key, value]] : []
    }),
  )
}

/** Options whose words need no pinyin. */
export const plain = (words: Readonly<Record<string, string>>): PickOption[] =>
  Object.entries(words).map(([code, label]) => ({ code, label, initials: '' }))

/** '2024-11-08T09:00' of a field, Beijing time, as milliseconds. */
export const momentOf = (text: string): number => new Date(`${text.length === 10 ? `${text}T00:00` : text}:00+08:00`).getTime()
