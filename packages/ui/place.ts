interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Whether two boxes of the screen share any point. */
export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** Brings a field into view and puts the focus into it, or into the first thing inside that takes it. */
export function focusField(id: string): void {
  const place = document.getElementById(id)
  if (!place) return
  const inner = 'input:not([disabled]), textarea, select, button, [tabindex="0"]'
  const target = place.matches(inner) ? place : place.querySelector<HTMLElement>(inner)
  place.scrollIntoView({ block: 'nearest' })
  target?.focus()
}
