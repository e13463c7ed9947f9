/** What the form of a command asks: data, so that thirty commands need one form and not thirty. */
import type { PickOption } from '@huying/ui'
import type { ComponentType } from 'react'
import type { Catalogue } from '../../catalogue.ts'
import type { AssignmentState, Offer, OrderAnswer } from '../types.ts'

export type Value = string | boolean | readonly string[] | undefined
export type Values = Readonly<Record<string, Value>>

/** For whom and on what the form is filled in. */
export interface Ask {
  order: OrderAnswer
  assignment?: AssignmentState
  words: Catalogue
}

export interface FieldSpec {
  key: string
  label: string
  /** pick: one of a list by pinyin · picks: several · choice: a few side by side · limit: working days · people: colleagues of the unit · signer: those of them who sign for it · files, scan: of this order */
  kind: 'line' | 'area' | 'pick' | 'picks' | 'choice' | 'tick' | 'days' | 'day' | 'limit' | 'people' | 'signer' | 'files' | 'scan'
  options?: (ask: Ask) => readonly PickOption[]
  required?: boolean | ((values: Values, ask: Ask) => boolean)
  shown?: (values: Values, ask: Ask) => boolean
  hint?: (ask: Ask) => string | undefined
  rows?: number
  max?: number
}

export interface FormSpec {
  fields: readonly FieldSpec[]
  initial?: (ask: Ask) => Values
  /** The command's input; without it what was filled in, under the fields' own keys. */
  input?: (values: Values, ask: Ask) => object | Promise<object>
  /** What is being decided on: the unit's basis, both texts. */
  About?: ComponentType<{ ask: Ask }>
  /** The deciding button says what it does: 同意退单. */
  submit?: (values: Values) => string
}

export interface FormProps {
  order: OrderAnswer
  offers: readonly Offer[]
  onDone: () => unknown
  onClose: () => void
}

export const isOn = (value: Value): value is string | true | readonly string[] =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string' ? value.trim() !== '' : value === true

export const shownFields = (spec: FormSpec, values: Values, ask: Ask): readonly FieldSpec[] =>
  spec.fields.filter(({ shown }) => !shown || shown(values, ask))

export const isRequired = ({ required }: FieldSpec, values: Values, ask: Ask): boolean =>
  typeof required === 'function' ? required(values, ask) : required === true

export const missingFields = (spec: FormSpec, values: Values, ask: Ask): readonly FieldSpec[] =>
  shownFields(spec, values, ask).filter((field) => isRequired(field, values, ask) && !isOn(values[field.key]))

/** What was filled in, as the command takes it; hidden and empty fields are left out. */
export function filledIn(spec: FormSpec, values: Values, ask: Ask): Record<string, unknown> {
  const entries = shownFields(spec, values, ask).flatMap(({ key, kind }): [string, unknown][] => {
    const value = values[key]
    if (value === undefined || (kind !== 'tick' && !isOn(value))) return []
    if (kind === 'days') return [[key, Number(value)]]
    if (kind === 'limit') return [[key, { amount: Number(value), unit: 'workday' }]]
    return [[key, typeof value === 'string' ? value.trim() : value]]
  })
  return Object.fromEntries(entries)
}

/** The command's input, as the form makes it or as it was filled in. */
export const inputOf = async (spec: FormSpec, values: Values, ask: Ask): Promise<object> =>
  spec.input ? spec.input(values, ask) : filledIn(spec, values, ask)

/** 是 / 否 of a choice as the command's boolean. */
export const isYes = (value: Value): boolean => value === 'yes'
export const textOf = (value: Value): string => (typeof value === 'string' ? value : '')
export const listOf = (value: Value): readonly string[] => (typeof value === 'object' ? value : [])
/** Options whose words need no pinyin: few, or shown side by side. */
export const plainOptions = (words: Readonly<Record<string, string>>): PickOption[] =>
  Object.entries(words).map(([code, label]) => ({ code, label, initials: '' }))
