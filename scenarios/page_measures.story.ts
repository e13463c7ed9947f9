/** 统计查询 on the desk: asked in the form, kept in the address, each number opened; the dictionary beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium, seriousFaults } from '../house/browser.ts'
import { type City, openCity } from '../server/test/rig.ts'
import { roadOf } from './road.ts'

describe.skipIf(!hasBrowser)('统计查询', () => {
  let city: City
  let chromium: Chromium
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-10-21T09:00')
    await roadOf(city, 'urban').inHand()
    city.at('2024-11-11T09:00')
    for (const unit of ['urban', 'yuetang', 'urban']) await roadOf(city, unit).inHand()
    chromium = await openChromium(city)
  }, 400_000)
  afterAll(async () => {
    await chromium.close()
    await city.close()
  })

  it('asks for a measure by unit, says how it differs, opens the rows, and is the same under its address', async () => {
    const page = await chromium.open('/desk/figures?tab=query', await city.as('analyst'))
    await page.getByLabel('指标', { exact: true }).selectOption('dispatched')
    await page.getByLabel('分类', { exact: true }).selectOption('unit')
    const urban = page.locator('[role=row], tr').filter({ hasText: city.pack.units.find(({ code }) => code === 'urban')?.name ?? '' })
    await urban.getByText('+1').first().waitFor()
    expect(await urban.innerText()).toMatch(/2[\s\S]*\+1[\s\S]*\+100\.00%/)
    expect(await page.getByRole('img', { name: /^转办工单：/ }).getAttribute('aria-label')).toContain(' 2，')
    const shot = process.env.HUYING_SHOT
    if (shot) await page.screenshot({ path: `${shot}/query.png` })
    await urban.getByRole('button', { name: '2' }).click()
    await page.getByText('已列出 2 行').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    const again = await chromium.open(new URL(page.url()).pathname + new URL(page.url()).search, await city.as('analyst'))
    await again.locator('[role=row], tr').filter({ hasText: '合计' }).waitFor()

    await again.getByRole('link', { name: '口径说明' }).click()
    await again.getByText('签收及时率（%）').waitFor()
    expect(await again.getByText('按时签收÷（已签收＋逾期未签收）').count()).toBe(1)
    if (shot) await again.screenshot({ path: `${shot}/dictionary.png` })
  }, 60_000)
})
