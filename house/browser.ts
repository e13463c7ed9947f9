/** Real Chromium for tests of pages: built once, opened at the city's own time, as one of its people. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { COOKIE } from '../server/src/session.ts'
import type { City, Person } from '../server/test/rig.ts'

const CHROMIUM = '/usr/bin/chromium'
export const DIST = path.join(import.meta.dirname, '../dist')
/** Page tests are skipped, saying so, where there is no browser. */
export const hasBrowser = existsSync(CHROMIUM)

export interface Screen {
  width?: number
  height?: number
}

export interface Chromium {
  /** A page of a person's own browser, at an address below the server's. */
  open(address: string, person?: Person, screen?: Screen): Promise<Page>
  close(): Promise<void>
}

export async function openChromium(city: City): Promise<Chromium> {
  const { build } = (await import('../scripts/build.mjs' as string)) as { build: (say: (line: string) => void) => Promise<void> }
  await build(() => undefined)
  const url = await city.serve(DIST)
  // Its socket's path may hold a hundred characters: too few for a folder deep in a tree.
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, TMPDIR: '' },
  })
  const people = new Map<string, BrowserContext>()
  return {
    open: async (address, person, { width = 1366, height = 768 } = {}) => {
      const key = `${person?.user ?? 'anyone'} ${width}×${height}`
      const context = people.get(key) ?? (await contextFor(browser, url, person, { width, height }))
      people.set(key, context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await page.clock.install({ time: city.now() })
      await page.goto(url + address)
      return page
    },
    close: () => browser.close(),
  }
}

async function contextFor(browser: Browser, url: string, person: Person | undefined, viewport: Required<Screen>) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  if (person) await context.addCookies([{ name: COOKIE, value: person.token, url }])
  return context
}

/** What axe calls serious or critical on the page as it stands. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`)
}
