/** Monday morning at the 派单台: the 300 orders of a weekend go out from the keyboard alone, and the keys are counted. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium } from '../house/browser.ts'
import { roadOf } from './road.ts'
import { type City, openCity } from '../server/test/rig.ts'

const ORDERS = 300
const MATTERS = ['urban.lighting', 'urban.manhole', 'urban.green', 'utility.water-cut', 'urban.drainage', 'urban.cleaning']
const REGIONS = ['430302', '430304', '430321', '430381', '430382']

describe.skipIf(!hasBrowser)('a weekend', () => {
  let city: City
  let chromium: Chromium
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-09T10:00')
    const leaves = MATTERS.filter((code) => city.pack.categories.some((c) => c.code === code))
    for (let n = 0; n < ORDERS; n++) {
      await roadOf(city).register({
        category: leaves[n % leaves.length],
        title: `第 ${n} 号报修`,
        place: { region: REGIONS[n % REGIONS.length], text: `第 ${n} 栋` },
        requester: { kind: 'person', name: '谢平', callNumber: `138${String(10_000_000 + n)}` },
      })
      city.wait(8 * 60_000)
    }
    city.at('2024-11-11T08:30')
    chromium = await openChromium(city)
  }, 400_000)
  afterAll(async () => {
    await chromium.close()
    await city.close()
  })

  it('goes out group by group: Enter takes, Enter sends', async () => {
    const page = await chromium.open('/desk/dispatch', await city.as('dispatcher'))
    let keys = 0
    const press = async (key: string) => {
      keys++
      await page.keyboard.press(key)
    }
    const from = performance.now()
    await page.getByText(`剩 ${ORDERS}`, { exact: false }).waitFor()
    for (let left = ORDERS; left > 0; left = await leftOf(page)) {
      await page.locator('button:enabled', { hasText: /^取 / }).waitFor()
      await press('Enter')
      const send = page.locator('button', { hasText: /^派发 / })
      await send.waitFor()
      // What differs from its group is not ticked: it is looked at and ticked by hand.
      if (/^派发 0 /.test(await send.innerText())) await press('Space')
      await page.locator('button:enabled', { hasText: /^派发 / }).waitFor()
      await press('Enter')
      await page.waitForFunction((before) => !document.body.innerText.includes(`剩 ${before}`), left)
    }
    const { rows } = await city.pool.query<{ n: number }>(`select count(*)::int as n from work_order where stage = 'dispatched'`)
    expect(rows[0]?.n).toBe(ORDERS)
    expect(keys).toBeLessThanOrEqual(ORDERS)
    console.log(JSON.stringify({ orders: ORDERS, keys, seconds: Math.round((performance.now() - from) / 1000) }))
  }, 900_000)
})

const leftOf = async (page: Page) => Number(/剩 (\d+)/.exec(await page.locator('body').innerText())?.[1] ?? 0)
