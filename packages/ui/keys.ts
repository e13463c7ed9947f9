import { useEffect, useLayoutEffect, useRef } from 'react'

/** Keys by name ('F9', 'Ctrl+K', 'Shift+J', 'J', 'Space', 'Escape', '1') and what they do; `false` leaves the key to others. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

export interface KeyOptions {
  enabled?: boolean
  /** F1, F3 and F5 do nothing instead of opening help, the finder or a fresh page: for calls and unsaved forms. */
  swallow?: boolean
  /** A dialog: while it is enabled, keys of the page below rest. */
  modal?: boolean
}

/** Where the focus is: nowhere special · in something one types into · on a button, link or tick box. */
export type FocusKind = 'none' | 'field' | 'control'

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode' | 'repeat' | 'defaultPrevented'
>

const NATIVE = new Set(['F1', 'F3', 'F5'])
const MAY_REPEAT = new Set(['J', 'K', 'ArrowDown', 'ArrowUp'])
const NOT_TYPED = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file', 'color', 'image'])

export function keyName(event: Pressed): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const letter = /^[A-Z]$/.test(key) || key.length > 1
  const shift = event.shiftKey && letter && key !== 'Shift' ? 'Shift+' : ''
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${key}`
}

export function focusKind(element: (Pick<HTMLElement, 'tagName' | 'isContentEditable'> & { type?: string }) | null): FocusKind {
  if (!element) return 'none'
  if (element.isContentEditable) return 'field'
  const tag = element.tagName
  if (tag === 'TEXTAREA' || tag === 'SELECT') return 'field'
  if (tag === 'INPUT') return NOT_TYPED.has(element.type ?? 'text') ? 'control' : 'field'
  return tag === 'BUTTON' || tag === 'A' || tag === 'SUMMARY' ? 'control' : 'none'
}

/** Whether this key may act at all, given what has the focus. */
function mayFire(name: string, focus: FocusKind): boolean {
  if (focus === 'none' || name.startsWith('Ctrl+') || name.startsWith('Alt+') || name === 'Escape' || /^(Shift\+)?F\d+$/.test(name))
    return true
  if (focus === 'field') return false
  return name !== 'Enter' && name !== 'Space'
}

/** What a key press leads to: the name of the entry that fires, 'swallow', or nothing. Never anything while an input method composes. */
export function decide(event: Pressed, names: ReadonlySet<string>, focus: FocusKind, swallow: boolean): string | 'swallow' | undefined {
  const idle = swallow && NATIVE.has(event.key) ? 'swallow' : undefined
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return idle
  const name = keyName(event)
  if (!names.has(name) || !mayFire(name, focus)) return idle
  if (event.repeat && !MAY_REPEAT.has(name)) return 'swallow'
  return name
}

const dialogs: symbol[] = []

/** Binds keys of a page or a dialog. Entries of inner components win; an event someone has already used is left alone. */
export function useKeys(map: KeyMap, { enabled = true, swallow = false, modal = false }: KeyOptions = {}): void {
  const latest = useRef(map)
  useLayoutEffect(() => {
    latest.current = map
  })
  useEffect(() => {
    if (!enabled) return
    const me = Symbol('keys')
    if (modal) dialogs.push(me)
    const onKey = (event: KeyboardEvent) => {
      const top = dialogs[dialogs.length - 1]
      const names = top === undefined || top === me ? new Set(Object.keys(latest.current)) : new Set<string>()
      const verdict = decide(event, names, focusKind(document.activeElement as HTMLElement | null), swallow)
      if (verdict === undefined) return
      if (verdict === 'swallow' || latest.current[verdict]?.(event) !== false) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      const at = dialogs.indexOf(me)
      if (at >= 0) dialogs.splice(at, 1)
    }
  }, [enabled, swallow, modal])
}
