/** A citizen on a telephone: writes, gets number and query code, follows. Nothing serious for whoever listens instead of looking. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium, seriousFaults } from '../house/browser.ts'
import { type City, openCity } from '../server/test/rig.ts'

describe.skipIf(!hasBrowser)('the public page in Chromium', () => {
  let city: City
  let chromium: Chromium
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    chromium = await openChromium(city)
  }, 180_000)
  afterAll(async () => {
    await chromium.close()
    await city.close()
  })

  it('writes a request, is told number and code, and follows it with them', async () => {
    const page = await chromium.open('/', undefined, { width: 390, height: 844 })
    await page.getByRole('textbox', { name: '您要反映什么？' }).fill('小区三栋到五栋之间的路灯坏了，晚上看不见台阶，已经一个星期了。')
    await page.getByRole('radio', { name: '求助' }).check()
    await page
      .getByRole('button', { name: /市政照明/ })
      .first()
      .click()
    await page.getByRole('combobox', { name: '区县' }).selectOption('岳塘区')
    await page.getByRole('textbox', { name: '详细地点' }).fill('某小区三栋')
    await page.getByRole('textbox', { name: '联系您的号码' }).fill('13900007799')
    await page.getByRole('radio', { name: '可以', exact: true }).check()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: '下一步：核对' }).click()
    await page.getByRole('button', { name: /提交/ }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: /提交/ }).click()
    await page.getByText('查询码').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    const said = await page.locator('main').innerText()
    const { rows } = await city.pool.query<{ number: string; stage: string }>('select number, stage from service_request')
    expect(rows).toEqual([{ number: expect.any(String), stage: 'pending' }])
    expect(said.replace(/(\d{6}) (\d{4})/, '$1-$2')).toContain(rows[0]?.number)
    const code = /查询码\s*(\d{6})/.exec(said)?.[1] ?? ''
    const follow = await chromium.open('/#/follow', undefined, { width: 390, height: 844 })
    await follow.getByRole('textbox', { name: '编号' }).fill(rows[0]?.number ?? '')
    await follow.getByRole('textbox', { name: '查询码' }).fill(code)
    await follow.keyboard.press('Enter')
    await follow.getByRole('button', { name: /催办/ }).first().waitFor()
    expect(await follow.locator('main').innerText()).toContain('小区三栋到五栋之间的路灯坏了')
    expect(await seriousFaults(follow)).toEqual([])
    // What is added later may come with a photo.
    await follow.getByRole('button', { name: '补充说明' }).click()
    await follow.getByRole('textbox', { name: '您要补充什么？' }).fill('五栋门口那盏也不亮了。')
    const photo = {
      name: 'lamp.png',
      mimeType: 'image/png',
      buffer: await follow.screenshot({ clip: { x: 0, y: 0, width: 64, height: 64 } }),
    }
    await follow.locator('#append-photos').setInputFiles(photo)
    await follow.getByRole('img', { name: '照片 1' }).waitFor()
    expect(await seriousFaults(follow)).toEqual([])
    await follow.getByRole('button', { name: '提交补充' }).click()
    await follow.getByText('已收到您补充的内容和 1 张照片。').waitFor()
    await follow.getByText('照片 1 张').first().waitFor()
  }, 120_000)
})
