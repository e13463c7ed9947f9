import { focusField } from '@huying/ui/place'
import { type FieldKey, fieldId } from './form.ts'

export const NUMBER_ID = 'ik-number'
export const SEARCH_ID = 'ik-search'
export const PANE_ID = 'ik-pane'
export const LIFE_ID = 'ik-life'
const PLACES = [NUMBER_ID, SEARCH_ID, PANE_ID, LIFE_ID] as const
type Place = (typeof PLACES)[number]

/** Puts the focus where it belongs once what was asked for is drawn. */
export function focusSoon(target: FieldKey | Place | undefined) {
  if (target) window.setTimeout(() => focusField(isPlace(target) ? target : fieldId(target)))
}
const isPlace = (target: FieldKey | Place): target is Place => PLACES.some((place) => place === target)

/** Esc leaves the field, so that 1–6 act on the matter again. */
export function leaveField() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
