/** 通报 in a real browser: the analyst closes and writes, a unit objects, the centre rules, the leader issues, and it is corrected. */
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium, seriousFaults } from '../house/browser.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { TEXTS, worked } from './bulletins.ts'
import { done } from './road.ts'

describe.skipIf(!hasBrowser)('the bulletin in Chromium', () => {
  let city: City
  let chromium: Chromium
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => ({ ...pack, onTimeAmong: { value: 'due', assumed: true } }))
    await worked(city, 3, [1])
    city.at('2024-12-02T09:00')
    chromium = await openChromium(city)
  }, 240_000)
  afterAll(async () => {
    await chromium.close()
    await city.close()
  })
  const desk = async (address: string, person: Person) => chromium.open(`/desk${address}`, person)
  const ready = async (page: Page) => expect(await seriousFaults(page)).toEqual([])
  /** Opens a step of the head, fills in what it asks, and decides. */
  const step = async (page: Page, button: string, decide: string, fill: Readonly<Record<string, string>> = {}) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog')
    for (const [label, text] of Object.entries(fill)) await dialog.getByLabel(label, { exact: true }).fill(text)
    await dialog.getByRole('button', { name: decide, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  it('goes from 关账 to 更正', async () => {
    const analyst = await desk('/editions', await city.as('analyst'))
    await analyst.getByText('还没有通报').waitFor()
    await ready(analyst)
    await step(analyst, '关账', '关账')
    await analyst.getByText('草稿 · 第 1 版').waitFor()
    await analyst.getByRole('heading', { name: '三、经验做法' }).waitFor()
    await analyst.getByText('差额均为 0', { exact: false }).waitFor()
    await ready(analyst)
    await drill(analyst)
    await write(analyst)
    await step(analyst, '发起核对', '发起核对')
    await analyst.getByText('单位核对中 · 第 1 版').waitFor()
    const address = new URL(analyst.url()).pathname.replace('/desk', '')

    await objected(await desk('/tasks', await city.as('liaison', 'urban')))
    await analyst.reload()
    await ruled(analyst)
    await step(analyst, '定稿', '定稿')
    await step(analyst, '送审', '送审')
    await analyst.getByText('送审 · 第 1 版').waitFor()

    const leader = await desk(address, await city.as('leader'))
    await step(leader, '印发', '批准印发')
    await leader.getByText('已印发 · 第 1 版').waitFor()
    await leader.getByText('经第 1 版核对裁定，按时办结计', { exact: false }).waitFor()
    await ready(leader)
    await printed(await desk(`${address}/print`, await city.as('leader')))
    await corrected(analyst)
  }, 240_000)

  /** 按时办结率 opens the one that is late. */
  async function drill(page: Page) {
    await page.getByRole('button', { name: '66.67%', exact: true }).first().click()
    const panel = page.getByRole('complementary')
    await panel.getByText('1 件', { exact: true }).waitFor()
    await panel.getByRole('link').first().waitFor()
    await page.keyboard.press('Escape')
  }

  /** Each part in turn; a telephone number in one is pointed at, and written over. */
  async function write(page: Page) {
    const titles = { practice: '三、经验做法', cases: '四、优秀案例', problems: '五、存在问题', next: '六、下一步要求' } as const
    for (const [code, title] of Object.entries(titles) as [keyof typeof TEXTS, string][]) {
      const part = page.locator('section', { has: page.getByRole('heading', { name: title }) })
      if (code === 'cases') {
        await fillPart(page, part, '撰写', '当事人电话13812345678，当晚修复。')
        await part.getByText('疑似有个人信息', { exact: false }).waitFor()
        expect(await part.locator('mark').textContent()).toBe('138****5678')
      }
      await fillPart(page, part, code === 'cases' ? '改写' : '撰写', TEXTS[code])
      await part.getByText(TEXTS[code].slice(0, 4), { exact: false }).first().waitFor()
    }
    await page.getByText('本月受理 3 件', { exact: false }).waitFor()
  }
  async function fillPart(page: Page, part: ReturnType<Page['locator']>, button: string, text: string) {
    await part.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('文字').fill(text)
    await dialog.getByRole('button', { name: '保存文字' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** From the task to the row, with a reason; then the unit is done. */
  async function objected(page: Page) {
    await page.getByRole('link', { name: '2024-11 通报' }).click()
    await page.getByText('核对期限', { exact: false }).first().waitFor()
    await ready(page)
    await page
      .getByRole('row', { name: /未达标/ })
      .getByRole('button', { name: '提出异议' })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('不可抗力', { exact: true }).click()
    await dialog.getByLabel('异议理由').fill('当日特大暴雨，线路抢修无法进场。')
    await dialog.getByRole('button', { name: '提出异议' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('不可抗力：待裁定').waitFor()
    await step(page, '核对完毕', '核对完毕')
    await page.getByText('本单位已核对完毕', { exact: false }).waitFor()
  }

  async function ruled(page: Page) {
    await page.getByRole('link', { name: '单位核对' }).click()
    await page.getByRole('button', { name: '裁定' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('同意', { exact: true }).first().click()
    await dialog.getByLabel('裁定理由').fill('经核实，情况属实。')
    await dialog.getByRole('button', { name: '同意', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('同意：经核实', { exact: false }).waitFor()
    await ready(page)
    await page.getByRole('link', { name: '正文', exact: true }).click()
    await page.getByText('按时办结计', { exact: false }).waitFor()
  }

  async function printed(page: Page) {
    await page.getByText('2024年第1期（总第1期）').first().waitFor()
    await page.getByText('主送', { exact: true }).waitFor()
    await ready(page)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  }

  async function corrected(page: Page) {
    const { rows } = await city.pool.query<{ id: string }>('select id from service_request order by id limit 1')
    const admin = await city.as('business_admin')
    done(await admin.post(`/api/requests/${rows[0]?.id}/correct`, { changes: { type: 'complaint' }, why: '核听录音，属投诉。' }))
    await page.getByRole('link', { name: '通报', exact: true }).first().click()
    await step(page, '关账', '关账（更正第 1 版）', {
      更正原因: '一件诉求类型登记有误。',
      关账时间: formatInstant(city.now() as Instant).replace(' ', 'T'),
    })
    await page.getByText('草稿 · 第 2 版').waitFor()
    await page.getByRole('heading', { name: '对第 1 版的更正' }).waitFor()
    await page.getByRole('row', { name: /诉求类型 · 投诉/ }).waitFor()
    await page.getByText('当晚更换线路', { exact: false }).waitFor()
    await ready(page)
  }
})
