import type { Catalogue } from '../catalogue.ts'
import { type Act, ACTS } from './forms/registry.ts'
import type { Barred, Offer, OrderAnswer } from './types.ts'

/** A command with the assignments it can be done on. */
export interface Doing {
  act: Act
  button: string
  offers: Offer[]
  /** It can be written now, though not yet sent: something else has to be done first. */
  early?: boolean
}

/** Refusals that leave writing possible: an answer may be drafted before the person was reached. */
const WRITABLE = new Set(['three_in_place'])

export function doingsOf({ open, barred }: Pick<OrderAnswer, 'open' | 'barred'>): Doing[] {
  return ACTS.flatMap((act): Doing[] => {
    const offers = open.filter(({ command }) => command === act.command)
    const early = barred.filter(({ command, refusal }) => command === act.command && WRITABLE.has(refusal.code))
    const all = offers.length > 0 ? offers : early
    return all[0] ? [{ act, button: all[0].button, offers: all, early: offers.length === 0 }] : []
  })
}

export const hasForm = ({ spec, Beside }: Act): boolean => spec !== undefined || Beside !== undefined

/** Words for a button, when one click does it on one of several assignments. */
export function unitOf(order: OrderAnswer, { assignment }: Offer, words: Catalogue): string {
  return words.unitShort(order.state.assignments.find(({ no }) => no === assignment)?.unit)
}

/** What cannot be done, each sentence once. */
export function barsOf({ barred }: Pick<OrderAnswer, 'barred'>): Barred[] {
  const seen = new Set<string>()
  return barred.filter(({ refusal }) => !seen.has(refusal.message) && seen.add(refusal.message))
}
