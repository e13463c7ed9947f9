/** An agent's day at the keyboard alone, in a real browser at 1366×768: the mouse is taken away, and whatever feels it fails. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, hasBrowser, openChromium } from '../house/browser.ts'
import { cutOff, type Hand, handOn, walkByTab, withoutMouse } from '../house/keyboard.ts'
import { buildHttp } from '../server/src/http.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const OLD = '13800000645'
const NEW = '13900007788'
/** What an agent fills in and presses while a call is on. */
const FORM = '.ik-form .hy-field, .ik-form input, .ik-form textarea, .ik-call button, .hy-missing-do button'
const SECRET = 'shared between two machines'
const FIELDS: readonly [field: string, words?: string][] = [
  ['ik-place', '湘钢一村三栋'],
  ['ik-room'],
  ['ik-since', '上周日'],
  ['ik-affected', '约120户'],
  ['ik-wants', '尽快修好'],
  ['ik-title'],
]
const RETIREMENT = '可在手机上刷脸认证，也可由当地社区协助认证，不用回来。'

describe.skipIf(!hasBrowser)('an agent without a mouse', () => {
  let city: City
  let chromium: Chromium
  let hook: Awaited<ReturnType<typeof buildHttp>>
  let agent: Person
  let page: Page
  let hand: Hand
  let felt: () => string[]

  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-08T09:40')
    hook = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false, ctiSecret: SECRET })
    agent = await city.as('agent')
    await city.as('agent', undefined, '接班话务员')
    const entry = {
      code: 'retirement.check',
      title: '养老待遇资格认证',
      category: 'social.retirement',
      agent: RETIREMENT,
      citizen: RETIREMENT,
    }
    expect((await (await city.as('knowledge_editor')).post('/api/knowledge', entry)).status).toBe(200)
    chromium = await openChromium(city)
    page = await chromium.open('/desk/')
    felt = await withoutMouse(page)
    hand = handOn(page)
  }, 180_000)
  afterEach(() => expect(felt()).toEqual([]))
  afterAll(async () => {
    await chromium.close()
    await hook.close()
    await city.close()
  })

  const heading = (name: RegExp) => page.getByRole('heading', { name }).waitFor()
  const text = (words: string) => page.getByText(words, { exact: false }).first().waitFor()
  const loginOf = ({ name }: Person) => `agent.${city.pack.city.centreUnit}.${name}`
  const stages = async () => {
    const { rows } = await city.pool.query<{ stage: string; n: number }>('select stage, count(*)::int as n from service_request group by 1')
    return Object.fromEntries(rows.map(({ stage, n }) => [stage, n]))
  }
  const line = async () => (await (await city.as('analyst')).get('/api/contacts/month/2024-11')).body
  /** What the telephone system tells; the desk asks anew every ten seconds. */
  const ring = async (callId: string, number: string) => {
    const payload = { event: 'ringing', callId, number }
    const told = await hook.inject({ method: 'POST', url: '/api/cti/calls', headers: { 'x-huying-cti-secret': SECRET }, payload })
    expect(told.statusCode).toBe(200)
    await page.clock.fastForward(11_000)
    await text('振铃')
  }
  const offered = () => page.locator('[role="option"]').first().waitFor()
  /** Chosen by the first letters, or by Enter where the system proposes. */
  const pick = async (id: string, words?: string) => {
    await hand.at(id)
    if (words) {
      await hand.type(words)
      await offered()
    }
    await hand.press('Enter')
  }
  /** The form in the order of a call; region and matter as the system proposes them. */
  const fill = async () => {
    await hand.press('Tab')
    await pick('ik-region')
    for (const [field, words] of FIELDS) {
      await hand.press('Tab')
      await hand.at(field)
      if (words) await hand.type(words)
    }
    await hand.press('Tab')
    await pick('ik-type', 'qz')
    await hand.press('Tab')
    await pick('ik-category')
    await text('截止时间')
    await hand.press('Tab', 'Space')
  }
  /** Everything on screen now is in reach of Tab, has a name and a ring, and nothing answers to a pointer alone. */
  const round = async () => expect((await walkByTab(page)).faults).toEqual([])
  const registered = async () => {
    await page.getByRole('group', { name: '已登记' }).waitFor()
    await hand.at('ik-pane')
  }

  it('given an old matter, when its caller rings and F2 answers, then 1, 2, 3 and 4 ask, urge, append and withdraw', async () => {
    const { id } = (await registerLamp(agent)).body as { id: string }
    await text('账号')
    await hand.type(loginOf(agent))
    await hand.press('Tab')
    await hand.type('not used')
    await hand.press('Enter')
    await hand.at('ik-number')

    await ring('a-1', OLD)
    await hand.press('F2')
    await hand.at('ik-content')
    await page.getByRole('button', { name: /^1查询进度|^1 查询进度/ }).waitFor()
    // In a field a digit is a digit.
    await hand.press('1')
    expect(await page.inputValue('#ik-content')).toBe('1')
    await hand.press('Backspace', 'Escape', '1')
    await heading(/^查询进度：/)
    await text('已计入本通来电')
    await hand.press('Escape', '2')
    await heading(/^催办：/)
    await hand.press('Enter')
    await text('已记录，请告知诉求人')
    await hand.press('Escape', '3')
    await heading(/^补充：/)
    await hand.type('昨晚又有人在台阶上摔倒，是三栋的老人。')
    await round()
    await hand.press('F9')
    await text('已记录，请告知诉求人')
    await hand.press('Escape', '4')
    await heading(/^撤回诉求：/)
    await hand.type('物业已经把灯修好了')
    await hand.press('F9')
    await text('已记录，请告知诉求人')
    await hand.press('F2')
    await hand.at('ik-number')

    const { state } = (await agent.get(`/api/requests/${id}`)).body
    expect(state).toMatchObject({ stage: 'withdrawn', asks: 1, urges: [{ by: agent.name }], withdrawn: { reason: '物业已经把灯修好了' } })
    await expect.poll(line).toMatchObject({ answered: 1, unmade: 1, uncoded: 0 })
  })

  it('given a call taken by hand, when a person tells one matter and parks it, then F8 brings it back and F9 reads back and registers', async () => {
    await hand.type(NEW)
    await hand.press('F2')
    await hand.at('ik-content')
    await hand.type('岳塘区建设路街道湘钢一村三栋到五栋之间的路灯坏了，晚上老人下楼看不见台阶，已经一个星期了。')
    await hand.press('F8')
    await page.waitForFunction(() => (document.querySelector('#ik-content') as HTMLTextAreaElement).value === '')
    await hand.press('F8')
    await page.waitForFunction(() => (document.querySelector('#ik-content') as HTMLTextAreaElement).value !== '')
    await hand.at('ik-content')
    await page.getByRole('button', { name: /^采纳：事项/ }).waitFor()
    await fill()
    await hand.press('F9')
    await heading(/请复述给诉求人/)
    await round()
    // A fact of the read-back is put right by Tab and Enter.
    await hand.tabTo(/看不见台阶/)
    await hand.press('Enter')
    await hand.at('ik-content')
    await hand.press('F9')
    await heading(/请复述给诉求人/)
    await hand.press('F9')
    await registered()
    await round()
    expect(await stages()).toEqual({ withdrawn: 1, linked: 1 })
  })

  it('given the same call, when a firm asks and F4 quotes the agreed answer, then it is answered on the spot', async () => {
    await hand.press('6')
    await hand.at('ik-content')
    await hand.tabTo(/企业/, 'Shift+Tab')
    await hand.press('Space')
    await page.getByRole('textbox', { name: '企业名称' }).waitFor()
    await hand.tabTo(/企业名称/)
    await hand.type('湘江机械配件厂')
    await hand.press('Tab')
    await hand.at('ik-content')
    await hand.type('退休返聘的师傅在外地，养老待遇资格认证能不能在手机上办。')
    await hand.press('Control+k')
    await hand.at('ik-search')
    await hand.type('养老待遇')
    await page.getByRole('button', { name: '引用：养老待遇资格认证' }).waitFor()
    await hand.press('Enter')
    await heading(/^当场答复$/)
    await pick('ik-type', 'zx')
    await round()
    await hand.press('F9')
    await registered()
    expect(await stages()).toEqual({ withdrawn: 1, linked: 1, answered: 1 })
  })

  it('given the same call, when F7 and F6 are pressed, then one matter is refused and one is transferred, each with what is told', async () => {
    await hand.press('6')
    await hand.at('ik-content')
    await hand.type('法院判决已经生效，想请热线改判。')
    await hand.press('F7')
    await heading(/^不予受理$/)
    await pick('ik-type', 'zx')
    await hand.press('Tab')
    await pick('ik-category', '其他事项')
    await hand.press('Tab')
    await pick('ik-reason', '诉讼')
    await round()
    await hand.press('F9')
    await registered()

    await hand.press('6')
    await hand.at('ik-content')
    await hand.type('问车辆年检线上预约怎么改期。')
    await hand.press('F6')
    await heading(/^转接$/)
    await pick('ik-type', 'zx')
    await hand.press('Tab')
    await pick('ik-category', '其他事项')
    await hand.tabTo(/转接至/)
    await hand.type('车管所业务电话')
    await round()
    await hand.press('F9')
    await registered()
    expect(await stages()).toEqual({ withdrawn: 1, linked: 1, answered: 1, refused: 1, transferred: 1 })
    await hand.press('F2')
    await hand.at('ik-number')
  })

  it('given others tell of one event, when B joins it, then the caller is one more voice of the running order', async () => {
    await hand.type('13700001122')
    await hand.press('F2')
    await hand.at('ik-content')
    await hand.type('岳塘区建设路街道湘钢一村五栋旁边的路灯坏了，晚上看不见台阶。')
    await page.getByRole('button', { name: /^采纳：事项/ }).waitFor()
    await hand.press('Tab')
    await pick('ik-region')
    await hand.tabTo(/^ik-category/)
    await pick('ik-category')
    await page
      .getByRole('button', { name: /^并入：/ })
      .first()
      .waitFor()
    await hand.press('Escape', 'b')
    await heading(/^并入：/)
    await hand.type('湘钢一村五栋')
    await round()
    await hand.press('F9')
    await registered()
    expect(await stages()).toMatchObject({ linked: 2 })
    const { rows } = await city.pool.query('select 1 from work_order')
    expect(rows).toHaveLength(2)
    await hand.press('F2')
    await hand.at('ik-number')
  })

  it('given a life in danger, when F10 is pressed twice, then the strip stands, 110 is one Enter away and all of it is on record', async () => {
    await hand.type('13600003344')
    await hand.press('F2')
    await hand.at('ik-content')
    await hand.type('邻居说有人站在楼顶要跳下来。')
    await hand.press('F10')
    await page.getByRole('region', { name: '生命危险处置' }).waitFor()
    await hand.at('ik-place')
    await hand.type('建设路十字路口东侧六层楼')
    expect(await cutOff(page, FORM)).toEqual([])
    await round()
    await hand.press('F10')
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('转'))
    await hand.press('Enter')
    await hand.tabTo(/结束处置/)
    await hand.press('Enter')
    await heading(/^转接$/)
    await pick('ik-type', 'qz')
    await hand.press('Tab')
    await pick('ik-category', '其他事项')
    await hand.tabTo(/^ik-transfer-note/)
    await hand.press('F9')
    await registered()
    expect(await stages()).toMatchObject({ transferred: 2 })
    await hand.press('F2')
    await hand.at('ik-number')
  })

  it('given an input method composes, when keys are pressed, then nothing fires until the word is done', async () => {
    const session = await page.context().newCDPSession(page)
    await hand.type('13500005566')
    await hand.press('F2')
    await hand.at('ik-content')
    await session.send('Input.imeSetComposition', { text: 'ludeng', selectionStart: 6, selectionEnd: 6 })
    expect(await page.inputValue('#ik-content')).toBe('ludeng')
    await hand.press('F2', 'F4', 'F6', 'F7', 'F8', 'F9', 'F10', 'Control+Enter', 'Escape')
    expect(await hand.focused()).toMatch(/^ik-content/)
    expect(await page.getByRole('group', { name: '诉求登记' }).count()).toBe(1)
    expect(await page.getByRole('region', { name: '生命危险处置' }).count()).toBe(0)
    await session.send('Input.insertText', { text: '路灯' })
    await hand.press('F4')
    await heading(/^当场答复$/)
    await hand.press('Escape')
    await hand.at('ik-content')
  })

  it('given 1366×768 and 1366×600, when the desk is tabbed round, then every field and button is in reach, named, ringed and on screen', async () => {
    for (const height of [768, 600]) {
      await page.setViewportSize({ width: 1366, height })
      expect(await cutOff(page, FORM)).toEqual([])
      const { stops, faults } = await walkByTab(page)
      expect(faults).toEqual([])
      expect(stops.length).toBeGreaterThan(20)
    }
    await page.setViewportSize({ width: 1366, height: 768 })
  })

  it('given a list, when an order, a request and other pages are opened by keys, then every page is walked by Tab without a fault', async () => {
    // What was written is not kept: the call ends with its result, by one key.
    await hand.press('F2', 'F2')
    await heading(/这通来电怎样结束/)
    await round()
    await hand.press('2')
    await hand.at('ik-number')
    const faults: Record<string, string[]> = {}
    const walk = async (name: string, few = 5) => {
      const walked = await walkByTab(page)
      expect(walked.stops.length, name).toBeGreaterThan(few)
      faults[name] = walked.faults
    }
    await walk('受理台')
    const menu = async (name: string, title: string) => {
      await hand.tabTo(new RegExp(`^${name}$`))
      await hand.press('Enter')
      await page.getByRole('heading', { level: 1, name: title }).waitFor({ state: 'attached' })
    }
    await menu('查询', '综合查询')
    await text('湘钢一村')
    await walk('综合查询')
    // A filter: the area by the first letters of its name, then the first row by J and Enter.
    await hand.tabTo(/^区域$/)
    await hand.type('岳塘')
    await offered()
    await hand.press('Enter')
    await page.waitForURL(/region=430304/)
    await hand.tabTo(/^不限区域/)
    await hand.tabTo(/^查询结果/)
    await hand.press('j', 'Enter')
    await page.waitForURL(/orders\//)
    await text('现在可以')
    await walk('工单')
    await page.goBack()
    await hand.tabTo(/^诉求$/)
    await hand.press('Enter')
    await page.waitForURL(/kind=requests/)
    await page
      .getByRole('link', { name: /湘钢一村/ })
      .first()
      .waitFor()
    await hand.tabTo(/^查询结果/)
    await hand.press('j', 'Enter')
    await page.waitForURL(/requests\//)
    await text('现在可以')
    await walk('诉求')
    await menu('统一口径', '统一口径')
    await text('养老待遇资格认证')
    await walk('统一口径')
    await hand.tabTo(/^待补录和续审/)
    await hand.press('Enter')
    await page.waitForURL(/tab=tasks/)
    await walk('待补录和续审')
    expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map((name) => [name, []])))
  })

  it('given a menu or a dialog, when Esc is pressed, then it is gone and the focus is back on what opened it', async () => {
    await page.goto(`${new URL(page.url()).origin}/desk/search`)
    await text('湘钢一村')
    const opened: [button: RegExp, role: 'menu' | 'dialog'][] = [
      [/^消息/, 'dialog'],
      [new RegExp(`^${agent.name}$`), 'menu'],
      [/^按号码查询$/, 'dialog'],
      [/^导出$/, 'dialog'],
    ]
    for (const [button, role] of opened) {
      await hand.tabTo(button)
      await hand.press('Enter')
      const box = page.getByRole(role).last()
      await box.waitFor()
      expect(await box.evaluate((one) => one.contains(document.activeElement))).toBe(true)
      if (role === 'menu') await hand.press('ArrowDown', 'ArrowDown', 'ArrowUp')
      else if (await box.evaluate((one) => one.tagName === 'DIALOG')) await round()
      await hand.press('Escape')
      await box.waitFor({ state: 'detached' })
      expect(await hand.focused()).toMatch(button)
    }
    for (const name of ['我的账号', '帮助']) {
      await hand.tabTo(new RegExp(`^${agent.name}$`))
      await hand.press('Enter')
      await hand.tabTo(new RegExp(`^${name}$`))
      await hand.press('Enter')
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await round()
    }
  })

  it('given a parked draft, when the agent leaves, then it goes to a colleague and the page to sign in stands', async () => {
    await hand.tabTo(/^受理台$/)
    await hand.press('Enter')
    // The desk is there once its form is; before that Tab finds the frame alone.
    await page.locator('[id^=ik-number]').first().waitFor()
    await hand.tabTo(/^ik-number/)
    await hand.type('13400007788')
    await hand.press('F2')
    await hand.at('ik-content')
    await hand.type('小区门口的井盖松动，响了一夜。')
    await hand.press('F8')
    await page.waitForFunction(() => (document.querySelector('#ik-content') as HTMLTextAreaElement).value === '')
    await hand.press('F2')
    await hand.at('ik-number')
    await hand.tabTo(new RegExp(`^${agent.name}$`), 'Shift+Tab')
    await hand.press('Enter')
    await hand.tabTo(/^退出$/)
    await hand.press('Enter')
    await page.getByRole('dialog', { name: /^退出前/ }).waitFor()
    await hand.type('接班')
    await offered()
    await hand.press('Enter')
    await hand.tabTo(/^交给同事并退出$/)
    await hand.press('Enter')
    await page.getByRole('heading', { name: '登录' }).waitFor()
    const drafts = (await (await city.as('agent', undefined, '接班话务员')).get('/api/drafts')).body
    expect(drafts).toMatchObject([{ body: { form: { content: '小区门口的井盖松动，响了一夜。' } } }])
  })
})
