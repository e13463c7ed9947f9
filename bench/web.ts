/**
 * Cold pages in headless Chromium: what comes over the line and how long until one can work. The desk's list is that of the largest county
 * on a filled database: ten thousand rows of it handed in, some hundreds in hand.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import type { ServerProcess } from '../server/test/process.ts'
import { round } from './quantile.ts'

const DIST = path.join(import.meta.dirname, '../dist')
const CHROMIUM = '/usr/bin/chromium'

export async function web(server: ServerProcess) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    return {
      bench: 'web',
      public: await cold(browser, `${server.url}/`, 'main'),
      desk: await desk(browser, server.url),
      builtKilobytes: { public: weightOf('public'), desk: weightOf('desk') },
    }
  } finally {
    await browser.close()
  }
}

async function cold(browser: Browser, url: string, there: string) {
  const page = await (await browser.newContext()).newPage()
  let bytes = 0
  page.on('response', (answer) => {
    void answer.body().then(
      (body) => (bytes += /javascript|css|html/.test(answer.headers()['content-type'] ?? '') ? gzipSync(body).length : 0),
      () => undefined,
    )
  })
  const from = performance.now()
  await page.goto(url)
  await page.locator(there).first().waitFor()
  const usableMs = Math.round(performance.now() - from)
  await page.waitForLoadState('networkidle')
  await page.context().close()
  return { usableMs, gzipKilobytes: round(bytes / 1024, 1) }
}

/** A county officer's lists, each cold, after signing in; `rows` is what the whole list holds, as its head says it. */
async function desk(browser: Browser, url: string) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  await page.goto(`${url}/desk/`)
  await page.request.post(`${url}/api/login`, { data: { login: 'demo.county.county_officer', password: 'huying-demo' } })
  const tabs = (await (await page.request.get(`${url}/api/orders/unit`)).json()) as { tab: string; count: number; more?: true }[]
  const state = await page.context().storageState()
  await page.context().close()
  const times: Record<string, { rows: string; usableMs: number }> = {}
  for (const tab of ['working', 'submitted']) {
    const again = await browser.newContext({ storageState: state, viewport: { width: 1366, height: 768 } })
    const worklist = await again.newPage()
    const from = performance.now()
    await worklist.goto(`${url}/desk/unit?tab=${tab}`)
    await worklist.getByRole('row').nth(1).waitFor()
    const { count = 0, more } = tabs.find((one) => one.tab === tab) ?? {}
    times[tab] = { rows: `${count}${more ? '+' : ''}`, usableMs: Math.round(performance.now() - from) }
    await again.close()
  }
  return times
}

/** Everything a page can ask for, gzipped; pages load only their part of it. */
const weightOf = (app: string) => {
  const folder = path.join(DIST, app)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(js|css|html)$/.test(f))
  return round(files.reduce((n, f) => n + gzipSync(readFileSync(path.join(folder, f))).length, 0) / 1024, 1)
}
