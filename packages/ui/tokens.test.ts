/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { roomyTheme, theme, wallTheme } from './theme.ts'
import { type Colours, colours, font, lift, roomySizes, roomyText, sizes, text, wallColours, wallText } from './tokens.ts'

const folder = new URL('.', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '')

/** Custom properties of each rule of tokens.css, by selector. */
function rules(css: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const [, selector = '', body = ''] of withoutComments(css).matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const values = found.get(selector.trim()) ?? new Map<string, string>()
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g))
      values.set(name, value.trim().replace(' / ', '/').replace(/\s+/g, ' '))
    found.set(selector.trim(), values)
  }
  return found
}

const css = rules(read('tokens.css'))
const of = (selector: string) => css.get(selector) ?? new Map<string, string>()
const isColour = (value: string) => value.startsWith('#')

function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

describe('tokens.ts repeats tokens.css', () => {
  it('colours of the desk', () => {
    const inCss = [...of(':root')].filter(([, value]) => isColour(value))
    expect(Object.fromEntries(inCss)).toEqual(colours)
  })

  it('colours of the wall', () => {
    const changed = [...of('[data-theme="wall"]')].filter(([, value]) => isColour(value))
    expect({ ...colours, ...Object.fromEntries(changed) }).toEqual(wallColours)
  })

  it('sizes, text and font', () => {
    for (const [selector, lengths] of [
      [':root', sizes],
      ['[data-density="roomy"]', roomySizes],
    ] as const) {
      for (const [name, value] of Object.entries(lengths)) {
        expect(of(selector).get(name) ?? of(':root').get(name), `${selector} ${name}`).toBe(`${value}px`)
      }
    }
    for (const [name, [size, line]] of Object.entries(text)) {
      expect(of(':root').get(`t-${name}`), name).toBe(`${size}px/${line}px var(--font)`)
    }
    for (const [name, [size, line]] of Object.entries(roomyText)) {
      expect(of('[data-density="roomy"]').get(`t-${name}`), name).toBe(`${size}px/${line}px var(--font)`)
    }
    expect(of('[data-theme="wall"]').get('t-body')).toBe(`${wallText.body.join('px/')}px var(--font)`)
    expect(of(':root').get('font')).toBe(font)
    expect(of(':root').get('lift')).toBe(lift)
  })

  it('lines of text stand on the 4-px grid', () => {
    for (const values of css.values()) {
      for (const [name, value] of values) {
        const line = /^\d+px\/(\d+)px/.exec(value)?.[1]
        if (line !== undefined) expect(Number(line) % 4, name).toBe(0)
      }
    }
  })
})

describe('antd gets the tokens of the look', () => {
  it('colours and sizes', () => {
    expect(theme.token).toMatchObject({
      colorPrimary: colours.brand,
      colorError: colours.error,
      controlHeight: 32,
      fontSize: 14,
      motion: false,
    })
    expect(roomyTheme.token).toMatchObject({ colorPrimary: colours.brand, controlHeight: 40, fontSize: 16 })
    expect(wallTheme.token).toMatchObject({ colorPrimary: wallColours.brand, colorBgLayout: wallColours.bg })
    expect((theme.token?.lineHeight ?? 0) * 14).toBeCloseTo(20)
  })
})

describe.each([
  ['desk', colours],
  ['wall', wallColours],
] as [string, Colours][])('contrast: %s', (_name, c) => {
  const surfaces = ['bg', 'surface', 'sunken', 'hover', 'brand-soft'] as const
  const texts = ['ink', 'ink-2', 'ink-3', 'brand', 'brand-strong', 'clock', 'near', 'paused', 'error'] as const
  it.each(texts)('text %s is readable on every surface', (name) => {
    for (const surface of [...surfaces, 'near-soft', 'error-soft'] as const) {
      expect(contrast(c[name], c[surface]), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('text on filled things is readable', () => {
    const pairs = [
      ['over-ink', 'over'],
      ['urgent-ink', 'urgent'],
      ['life-ink', 'life'],
      ['ink-on-dark', 'brand'],
      ['ink-on-dark', 'brand-strong'],
      ['ink-on-dark', 'error'],
    ] as const
    for (const [ink, fill] of pairs) expect(contrast(c[ink], c[fill]), `${ink} on ${fill}`).toBeGreaterThanOrEqual(4.5)
  })

  it('borders of fields can be seen', () => {
    for (const surface of surfaces) expect(contrast(c['line-field'], c[surface]), surface).toBeGreaterThanOrEqual(3)
  })
})

describe('the call bar', () => {
  it('has readable text', () => {
    for (const fill of ['bar', 'bar-btn'] as const) {
      expect(contrast(colours['ink-on-dark'], colours[fill])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(colours['ink-on-dark-2'], colours[fill])).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('stylesheets', () => {
  const sheets = ['ui.css', 'gallery/gallery.css', ...readdirSync(new URL('css/', folder)).map((name) => `css/${name}`)]
  const known = new Set([...css.values()].flatMap((values) => [...values.keys()]))

  it.each(sheets)('%s keeps to Chrome 90 and to the tokens', (name) => {
    const sheet = withoutComments(read(name))
    expect(sheet).not.toMatch(/:has\(|color-mix\(|@container|@layer|@scope|accent-color|scrollbar-gutter|\bdvh\b/)
    expect(sheet, 'nesting').not.toMatch(/&/)
    expect(sheet, 'raw colour').not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i)
    expect(sheet, 'movement').not.toMatch(/transition|animation/)
    for (const [, token = ''] of sheet.matchAll(/var\(--([\w-]+)/g)) expect(known.has(token), `--${token}`).toBe(true)
  })

  it('components hold no raw colours', () => {
    const sources = ['.', 'gallery'].flatMap((at) =>
      readdirSync(new URL(`${at}/`, folder))
        .filter((name) => /\.tsx?$/.test(name) && !/^tokens|\.test\./.test(name))
        .map((name) => `${at}/${name}`),
    )
    for (const name of sources) expect(read(name), name).not.toMatch(/['"`]#[0-9a-f]{3,8}['"`]|rgba?\(/i)
  })
})
