import { describe, expect, it } from 'vitest'
import { decide, focusKind, keyName } from './keys.ts'

type Pressed = Parameters<typeof decide>[0]

function press(key: string, more: Partial<Pressed> = {}): Pressed {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 0,
    repeat: false,
    defaultPrevented: false,
    ...more,
  }
}

const NAMES = new Set(['F2', 'F9', 'Ctrl+Enter', 'Ctrl+K', 'J', 'K', 'Shift+J', 'Space', 'Enter', 'Escape', '1'])
const at = (event: Pressed, focus: 'none' | 'field' | 'control' = 'none', swallow = false) => decide(event, NAMES, focus, swallow)

describe('keyName', () => {
  it('names keys as they are written on the caps', () => {
    expect(keyName(press('j'))).toBe('J')
    expect(keyName(press('J', { shiftKey: true }))).toBe('Shift+J')
    expect(keyName(press(' '))).toBe('Space')
    expect(keyName(press('k', { ctrlKey: true }))).toBe('Ctrl+K')
    expect(keyName(press('k', { metaKey: true }))).toBe('Ctrl+K')
    expect(keyName(press('F9'))).toBe('F9')
    expect(keyName(press('F5', { shiftKey: true }))).toBe('Shift+F5')
    expect(keyName(press('?', { shiftKey: true }))).toBe('?')
  })
})

describe('decide', () => {
  it('fires nothing while an input method composes', () => {
    for (const key of ['F9', 'j', '1', 'Enter', ' ']) {
      expect(at(press(key, { isComposing: true }))).toBeUndefined()
      expect(at(press(key, { keyCode: 229 }))).toBeUndefined()
    }
    expect(at(press('Enter', { isComposing: true, ctrlKey: true }), 'field')).toBeUndefined()
  })

  it('keeps letters, digits, space and Enter for the field that has the focus', () => {
    for (const key of ['j', '1', ' ', 'Enter']) expect(at(press(key), 'field')).toBeUndefined()
    expect(at(press('F9'), 'field')).toBe('F9')
    expect(at(press('Enter', { ctrlKey: true }), 'field')).toBe('Ctrl+Enter')
    expect(at(press('Escape'), 'field')).toBe('Escape')
    expect(at(press('1'))).toBe('1')
  })

  it('leaves space and Enter to the button that has the focus, but not J', () => {
    expect(at(press('Enter'), 'control')).toBeUndefined()
    expect(at(press(' '), 'control')).toBeUndefined()
    expect(at(press('j'), 'control')).toBe('J')
  })

  it('swallows F1, F3 and F5 only when told, also while composing', () => {
    expect(at(press('F5'))).toBeUndefined()
    for (const key of ['F1', 'F3', 'F5']) expect(at(press(key), 'field', true)).toBe('swallow')
    expect(at(press('F5', { ctrlKey: true }), 'field', true)).toBe('swallow')
    expect(at(press('F5', { keyCode: 229 }), 'field', true)).toBe('swallow')
    expect(at(press('F6'), 'none', true)).toBeUndefined()
  })

  it('does not submit again and again while F9 is held; J may run', () => {
    expect(at(press('F9', { repeat: true }))).toBe('swallow')
    expect(at(press('j', { repeat: true }))).toBe('J')
  })

  it('leaves alone what someone has used already', () => {
    expect(at(press('Escape', { defaultPrevented: true }))).toBeUndefined()
  })
})

describe('focusKind', () => {
  const element = (tagName: string, type?: string, isContentEditable = false) => ({ tagName, type, isContentEditable })
  it('tells fields from buttons', () => {
    expect(focusKind(null)).toBe('none')
    expect(focusKind(element('DIV'))).toBe('none')
    expect(focusKind(element('DIV', undefined, true))).toBe('field')
    expect(focusKind(element('INPUT', 'text'))).toBe('field')
    expect(focusKind(element('INPUT', 'search'))).toBe('field')
    expect(focusKind(element('TEXTAREA'))).toBe('field')
    expect(focusKind(element('INPUT', 'checkbox'))).toBe('control')
    expect(focusKind(element('BUTTON'))).toBe('control')
  })
})
