/** The loop as six people in a real browser; the agent, the dispatcher and the caller-back never touch the mouse. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium, seriousFaults } from '../house/browser.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'

const CALLER = '13900007788'

describe.skipIf(!hasBrowser)('the whole loop in Chromium', () => {
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

  const desk = async (address: string, person: Person, narrow = false) =>
    chromium.open(`/desk${address}`, person, narrow ? { width: 390, height: 844 } : { width: 1366, height: 600 })
  const ready = async (page: Page) => expect(await seriousFaults(page)).toEqual([])

  it('a call is taken, dispatched, signed, handled, signed off, reviewed, called back and closed', async () => {
    await takeTheCall(await desk('/intake', await city.as('agent')))
    const { rows } = await city.pool.query<{ id: string; unit: string }>(`select id, state->'proposal'->>'unit' as unit from work_order`)
    expect(rows).toHaveLength(1)
    const { id = '', unit = '' } = rows[0] ?? {}

    await dispatchIt(await desk('/dispatch', await city.as('dispatcher')))
    const liaison = await city.as('liaison', unit)
    await city.as('unit_leader', unit)
    await handleIt(await desk('/unit', liaison))
    await signOff(await desk('/signing', await city.as('unit_leader', unit), true))
    await review(await desk('/review', await city.as('dispatch_review')))
    city.at('2024-11-05T10:00')
    await city.settle()
    await callBack(await desk('/visit', await city.as('visitor')))

    // What follows from the last answer is done by the server a moment later.
    const stages = async () => {
      const { rows: now } = await city.pool.query<{ order: string; request: string }>(
        'select t.stage as order, r.stage as request from work_order t, service_request r where t.id = $1',
        [id],
      )
      return now
    }
    await expect.poll(stages, { timeout: 10_000 }).toEqual([{ order: 'closed', request: 'closed' }])
  }, 240_000)

  /** F2, the number, the story, Tab after Tab, F9 to read back, F9 to register, F2 to hang up. */
  async function takeTheCall(page: Page) {
    await ready(page)
    const { keyboard } = page
    const at = (field: string) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, field)
    const tabTo = async (field: string, text?: string) => {
      await keyboard.press('Tab')
      await at(field)
      if (text) await keyboard.insertText(text)
    }
    await page.getByRole('textbox', { name: '来电号码' }).waitFor()
    await keyboard.insertText(CALLER)
    await keyboard.press('F2')
    await at('ik-content')
    await keyboard.insertText('岳塘区建设路街道湘钢一村三栋到五栋之间的路灯坏了，晚上老人下楼看不见台阶，已经一个星期了。')
    await page.getByRole('button', { name: /^采纳：事项/ }).waitFor()
    await tabTo('ik-region')
    await keyboard.press('Enter')
    await tabTo('ik-place', '湘钢一村三栋')
    await keyboard.press('Tab')
    await tabTo('ik-since', '上周日')
    await tabTo('ik-affected', '约120户')
    await tabTo('ik-wants', '尽快修好')
    await tabTo('ik-title')
    await tabTo('ik-type', 'qz')
    await keyboard.press('Enter')
    await tabTo('ik-category')
    await keyboard.press('Enter')
    await page.getByText('截止时间').waitFor()
    await keyboard.press('Tab')
    await keyboard.press('Space')
    await keyboard.press('F9')
    await page.getByRole('heading', { name: '请复述给诉求人' }).waitFor()
    await ready(page)
    await keyboard.press('F9')
    await page.getByText('已登记，请告知编号').waitFor()
    await keyboard.press('F2')
    await page.getByRole('textbox', { name: '来电号码' }).waitFor()
  }

  /** Enter takes the group with its preview, Enter sends it. */
  async function dispatchIt(page: Page) {
    await page.getByText('湘钢一村', { exact: false }).first().waitFor()
    await ready(page)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^派发/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('收回', { exact: false }).first().waitFor()
  }

  async function handleIt(page: Page) {
    await ready(page)
    await page.getByRole('button', { name: /^签收/ }).first().click()
    await page.getByText('今天没有必须办的工单').waitFor()
    await page.getByRole('link', { name: /^全部在办/ }).click()
    await page
      .getByRole('button', { name: /^登记联系/ })
      .first()
      .waitFor()
    await ready(page)
    for (const purpose of ['首次联系', '办理反馈', '单位回访']) {
      await page.keyboard.press('l')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('接通', { exact: true }).click()
      await dialog.getByText(purpose, { exact: true }).click()
      await dialog.getByRole('button', { name: /^登记联系/ }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: '答复诉求人' }).fill('您反映的路灯不亮问题，已更换线路和灯具，当晚恢复照明，感谢您的反映。')
    await page.getByRole('textbox', { name: '办理情况' }).fill('经现场查看，照明线路老化断开，已更换线路和灯具三套，当晚恢复照明。')
    await page.getByText('属实', { exact: true }).click()
    await page.getByText('已解决', { exact: true }).click()
    await ready(page)
    await page.getByRole('button', { name: /^送签批/ }).click()
    await page.getByRole('link', { name: '待签批 1' }).waitFor()
  }

  async function signOff(page: Page) {
    await ready(page)
    await page.getByRole('button', { name: /同意/ }).first().click()
    await page.getByText('没有待签批的答复').waitFor()
  }

  async function review(page: Page) {
    await page.getByRole('button', { name: /^审核通过/ }).waitFor()
    await ready(page)
    await page.keyboard.press('y')
    await page.getByText('没有待审核的答复').waitFor()
  }

  /** Enter dials, three digits answer, Enter records. */
  async function callBack(page: Page) {
    await page.getByRole('button', { name: /^开始回访/ }).waitFor()
    await ready(page)
    await page.keyboard.press('Enter')
    await page
      .getByText(/139\s?0000\s?7788/)
      .first()
      .waitFor()
    for (const digit of ['1', '1', '1']) await page.keyboard.press(digit)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '待回访 0' }).waitFor()
  }
})
