/** An agent is typing when the database, and then the server, goes away: what is written stays on the page, she is told, and it is registered once. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, DIST, hasBrowser, openChromium } from '../house/browser.ts'
import { type Hand, handOn } from '../house/keyboard.ts'
import { Cut } from '../server/test/cut.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'

const TOLD = '岳塘区建设路街道湘钢一村三栋到五栋之间的路灯坏了，晚上老人下楼看不见台阶'
const MORE = '，昨晚又有人摔倒了。'
/** A little more than the page waits before it saves by itself, and before it tries again. */
const SAVES = 2500
const TRIES = 11_000

/** For whoever wants to look: a folder for pictures. */
const shot = process.env.HUYING_SHOT

describe.skipIf(!hasBrowser)('an agent at work when the server is cut off', () => {
  let city: City
  let chromium: Chromium
  let cut: Cut
  let agent: Person
  let page: Page
  let hand: Hand
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-08T09:40')
    agent = await city.as('agent')
    chromium = await openChromium(city)
    cut = await Cut.over(city, { pages: DIST })
    page = await chromium.open('/desk/', agent)
    await page.goto(`${cut.url}/desk/`)
    hand = handOn(page)
  }, 180_000)
  afterAll(async () => {
    await chromium.close()
    await cut.close()
    await city.close()
  })

  const text = (words: string) => page.getByText(words, { exact: false }).first().waitFor()
  /** Chosen by the first letters, or by Enter where the system proposes. */
  const pick = async (id: string, words?: string) => {
    await hand.at(id)
    if (words) {
      await hand.type(words)
      await page.locator('[role="option"]').first().waitFor()
    }
    await hand.press('Enter')
  }
  const content = () => page.inputValue('#ik-content')
  const requests = async () => (await city.pool.query('select 1 from service_request')).rowCount
  const drafts = async () => (await agent.get('/api/drafts')).body as { body: { form: { content: string } } }[]

  it('given a form half written, when the database falls silent, then what is typed stays, the line beside it says so, and registering says what to do', async () => {
    await hand.at('ik-number')
    await hand.type('13900007788')
    await hand.press('F2')
    await hand.at('ik-content')
    await hand.type(TOLD)
    await page.getByRole('button', { name: /^采纳：事项/ }).waitFor()
    await page.clock.fastForward(SAVES)
    await text('已自动保存')
    await hand.press('Tab')
    await pick('ik-region', '岳塘')
    await hand.tabTo(/^ik-place/)
    await hand.type('湘钢一村三栋')
    await hand.tabTo(/^ik-since/)
    await hand.type('上周日')
    await hand.tabTo(/^ik-affected/)
    await hand.type('约120户')
    await hand.tabTo(/^ik-wants/)
    await hand.type('尽快修好')
    await hand.tabTo(/^ik-type/)
    await pick('ik-type', 'qz')
    await hand.press('Tab')
    await pick('ik-category')
    await text('截止时间')
    await hand.press('Tab', 'Space')

    const down = cut.next('down')
    cut.first.set('silent')
    await down
    await hand.tabTo(/^ik-content/, 'Shift+Tab')
    await hand.press('End')
    await hand.type(MORE)
    await page.clock.fastForward(SAVES)
    await text('系统正在恢复，保留在本页，稍后自动保存')
    await hand.press('F9')
    await text('请复述给诉求人')
    await hand.press('F9')
    await text('数据库暂时连不上，系统正在自动恢复')
    if (shot) await page.screenshot({ path: `${shot}/cut-database.png` })
    expect(await requests()).toBe(0)
    expect((await drafts())[0]?.body.form.content).toBe(TOLD)
  })

  it('given the server itself dies, when she tries again, then the page says that the network is broken and holds every word', async () => {
    await cut.die()
    await hand.press('F9')
    await text('网络中断，没有送到服务器；内容保留在本页')
    if (shot) await page.screenshot({ path: `${shot}/cut-server.png` })
    await hand.press('Escape')
    await hand.at('ik-content')
    expect(await content()).toBe(TOLD + MORE)
    await page.clock.fastForward(TRIES)
    await text('网络中断，保留在本页')
    // Personal data is kept by nobody's browser.
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toMatch(/13900007788|湘钢/)
  })

  it('given the server is back, then the draft is saved by itself, and one press registers the matter once', async () => {
    cut.first.set('passes')
    await cut.start()
    await page.clock.fastForward(TRIES)
    await text('已自动保存')
    expect((await drafts())[0]?.body.form.content).toBe(TOLD + MORE)
    await hand.press('F9')
    await text('请复述给诉求人')
    await hand.press('F9')
    await page.getByRole('group', { name: '已登记' }).waitFor()
    await city.settle()
    expect(await requests()).toBe(1)
    expect((await city.pool.query('select 1 from work_order')).rowCount).toBe(1)
    expect((await city.pool.query('select 1 from contact')).rowCount).toBe(1)
    await expect.poll(drafts).toEqual([])
  })
})
