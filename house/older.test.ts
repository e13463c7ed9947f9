/** The built pages run in Chrome 90, and come over a county's line: no newer method, no newer style, no heavier first load. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { DIST } from './browser.ts'

/** Methods and functions younger than Chrome 90. */
const NEWER =
  /\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with|isWellFormed|toWellFormed|throwIfAborted|showPicker|checkVisibility|togglePopover|showPopover|hidePopover)\(|\b(?:Object\.hasOwn|(?:Object|Map)\.groupBy|structuredClone|randomUUID|AbortSignal\.(?:timeout|any)|Promise\.(?:withResolvers|try)|Array\.fromAsync|URL\.canParse|Intl\.Segmenter|Iterator\.from)\b/g
/** What apps/desk/src/older.ts adds; its own test shows that it works. The public page has none, being small. */
const ADDED = { desk: ['.at(', '.findLast(', '.toSorted('], public: [] as string[] }
const NEWER_STYLE =
  /:has\(|:user-(?:in)?valid|:popover-open|color-mix\(|light-dark\(|\bok(?:lch|lab)\(|@(?:layer|container|property|scope|starting-style)\b|(?<=[\s:(])-?[\d.]+(?:[dsl]v[hwib]|cq[whib]|r?lh)\b|\bsubgrid\b|scrollbar-gutter|[{;](?:translate|rotate|scale|field-sizing):|\((?:width|height)\s*[<>]|\{[^{}]*&/g
/** antd's own, in styles of variants that the desk does not use; an old browser leaves out these rules alone. */
const UNUSED_OF_ANTD = [
  'color-mix(in srgb, $ 75%, $)',
  '$:has(+ $)',
  '&:not($-disabled):has(input:focus-visible), &:not($-disabled):has(textarea:focus-visible)',
  '&$-status-error:not($-disabled):has(input:focus-visible), &$-status-error:not($-disabled):has(textarea:focus-visible)',
  '&$-status-warning:not($-disabled):has(input:focus-visible), &$-status-warning:not($-disabled):has(textarea:focus-visible)',
  '&:has(~ $-unique-container)',
  '&:focus-visible, &:has(input:focus-visible), &:has(textarea:focus-visible)',
  '&:has($-select)',
]
/** Bytes of a first visit, gzip: to the desk's intake page, and to the public page. */
const FIRST_LOAD = { desk: 450_000, public: 90_000 }

interface Built {
  name: string
  text: string
}
const APPS = ['desk', 'public'] as const

function built(app: (typeof APPS)[number], kind: RegExp): Built[] {
  const folder = path.join(DIST, app)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kind.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))
}

beforeAll(async () => {
  const { build } = (await import('../scripts/build.mjs' as string)) as { build: (say: () => void) => Promise<void> }
  await build(() => undefined)
}, 180_000)

test.each(APPS)('%s calls no method that Chrome 90 lacks', (app) => {
  const called = built(app, /\.js$/).flatMap(({ text }) => text.match(NEWER) ?? [])
  expect([...new Set(called)].sort()).toEqual(ADDED[app])
})

test.each(APPS)('%s has no style that Chrome 90 does not read', (app) => {
  expect(built(app, /\.css$/).flatMap(({ name, text }) => (text.match(NEWER_STYLE) ?? []).map((style) => `${name}: ${style}`))).toEqual([])
})

test.each(['a:has(b){}', '@layer x{}', 'a{height:100dvh}', 'a{rotate:3deg}', '@media (width>=720px){}', 'a{color:red;&:hover{}}'])(
  '%s would be seen',
  (style) => expect(style.match(NEWER_STYLE)).not.toBeNull(),
)

test("of newer styles written at run time, antd's are known and unused", () => {
  const plain = built('desk', /\.js$/)
    .map(({ text }) => text.replace(/\$\{(?:[^{}`]|`[^{}`]*`)*\}/g, '$'))
    .flatMap((text) => text.match(/(?<=[`"'])[^`"']*(?::has\(|color-mix\()[^`"']*(?=[`"'])/g) ?? [])
  expect(plain.filter((text) => !UNUSED_OF_ANTD.includes(text))).toEqual([])
})

test.each(APPS)('the first visit to %s stays light', (app) => {
  expect(firstLoad(app)).toBeLessThan(FIRST_LOAD[app])
})

/** The start page with all that it names, and for the desk the intake page with all that this one names. */
function firstLoad(app: (typeof APPS)[number]): number {
  const files = built(app, /\.(?:html|js|css)$/)
  const wanted = new Set(['index.html'])
  const named = ({ text }: Built) => files.filter(({ name }) => importsOf(text).has(path.basename(name)))
  for (const name of wanted) {
    const file = files.find((one) => one.name === name)
    for (const next of file ? named(file) : []) wanted.add(next.name)
    if (app === 'desk') for (const page of files) if (/IntakePage/.test(page.name)) wanted.add(page.name)
  }
  return files.filter(({ name }) => wanted.has(name)).reduce((sum, { text }) => sum + gzipSync(text).length, 0)
}

/** Files that come with a file: scripts and styles of the start page, static imports; not what is loaded on demand. */
const importsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/(?:from|import|src=|href=)\s*["'`](?:\.?\/)?(?:[\w/-]*\/)?([\w.-]+\.(?:js|css))["'`]/g)].flatMap(
      ([, name]) => name ?? [],
    ),
  )
