import { focusField } from '@huying/ui/place'
import { type FieldKey, fieldId } from './form.ts'

export const NUMBER_ID = 'ik-number'
export const SEARCH_ID = 'ik-search'
export const PANE_ID = 'ik-pane'

/** Puts the focus where it belongs once what was asked for is drawn. */
export function focusSoon(target: FieldKey | typeof NUMBER_ID | typeof SEARCH_ID | typeof PANE_ID | undefined) {
  if (target)
    window.setTimeout(() => focusField(target === NUMBER_ID || target === SEARCH_ID || target === PANE_ID ? target : fieldId(target)))
}

/** Esc leaves the field, so that 1–6 act on the matter again. */
export function leaveField() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
