/** A page under the keyboard alone: keys pressed, no pointer felt, and a walk by Tab that says what a hand without a mouse would curse. */
import type { Page } from 'playwright-core'

/** What the walk asks of the page; runs inside it. */
interface Walk {
  /** Remembers how everything looks that can take the focus, while it has none. */
  mark(): void
  /** What has the focus now and what is wrong with it; nothing where the walk has come round. */
  step(): { stop: string; faults: string[] } | undefined
  /** What Tab did not reach, what a pointer alone can press, what stands beyond the right edge. */
  rest(): string[]
}
declare global {
  interface Window {
    walk: Walk
  }
}

/** From here on every touch of a pointer is noted; gives what was felt. */
export async function withoutMouse(page: Page): Promise<() => string[]> {
  const felt: string[] = []
  await page.exposeFunction('pointerFelt', (what: string) => felt.push(what))
  const listen = () => {
    const tell = (event: Event) => (window as unknown as { pointerFelt: (what: string) => void }).pointerFelt(event.type)
    for (const type of ['pointerdown', 'pointermove', 'pointerover', 'mousedown', 'mousemove', 'touchstart', 'wheel'])
      window.addEventListener(type, tell, { capture: true, passive: true })
  }
  await page.addInitScript(listen)
  await page.evaluate(listen)
  return () => felt
}

export interface Hand {
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Waits until the field with this id has the focus. */
  at(id: string): Promise<void>
  /** Tab, or Shift+Tab, as often as it takes until what is called so has the focus. */
  tabTo(name: RegExp, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** The beginning of what has the focus, as a person would name it. */
  focused(): Promise<string>
}

/** More stops than any page has between two places that belong together. */
const FAR = 60

export function handOn(page: Page): Hand {
  const focused = () =>
    page.evaluate(() => {
      const on = document.activeElement as HTMLInputElement | null
      if (on === null || (on as Element) === document.body) return ''
      const by = (on.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '')
      const labels = by.join('') ? by : [...(on.labels ?? [])].map(({ textContent }) => textContent)
      const told = [on.id.startsWith('_') ? '' : on.id, on.getAttribute('aria-label'), ...labels, on.textContent]
      return told.filter(Boolean).join(' ').trim().slice(0, 80)
    })
  return {
    focused,
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    type: (text) => page.keyboard.insertText(text),
    at: async (id) => {
      await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
    },
    tabTo: async (name, key = 'Tab') => {
      const passed: string[] = []
      for (let n = 0; n < FAR; n++) {
        const now = await focused()
        if (name.test(now)) return
        passed.push(now)
        await page.keyboard.press(key)
      }
      throw new Error(`no ${name} by ${key}: ${passed.join(' | ')}`)
    },
  }
}

const MOST = 400

/**
 * Tabs once round the page, or round the dialog that is open. Faults are sentences; a page that is right gives none. What a walk finds
 * while the page is still being filled (a list that arrives behind the hand) is gone on the next: only what both find is a fault.
 */
export async function walkByTab(page: Page): Promise<{ stops: string[]; faults: string[] }> {
  await page.evaluate(install)
  const first = await walkOnce(page)
  if (first.faults.length === 0) return first
  const again = await walkOnce(page)
  return { stops: again.stops, faults: again.faults.filter((fault) => first.faults.includes(fault)) }
}

async function walkOnce(page: Page): Promise<{ stops: string[]; faults: string[] }> {
  await page.evaluate(() => window.walk.mark())
  const stops: string[] = []
  const faults: string[] = []
  for (let n = 0; n < MOST; n++) {
    await page.keyboard.press('Tab')
    const now = await page.evaluate(() => window.walk.step())
    if (!now) break
    stops.push(now.stop)
    faults.push(...now.faults)
  }
  faults.push(...(await page.evaluate(() => window.walk.rest())))
  return { stops, faults: [...new Set(faults)] }
}

function install(): void {
  const TAKES = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const PARTS = 6
  const seen = new Set<Element>()
  let looks = new Map<Element, string>()
  let round = false
  let last: Element | null = null
  let inside = 0

  const shown = (one: Element) => one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false }) && one.getClientRects().length > 0
  const scope = () => [...document.querySelectorAll('dialog[open]')].pop() ?? document.body
  const textOf = (one: Element | null) => (one?.textContent ?? '').replace(/\s+/g, ' ').trim()
  const named = (one: Element): string => {
    const by = (one.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
    const labels = [...((one as HTMLInputElement).labels ?? [])].map(textOf)
    const words = [...by.map((id) => textOf(document.getElementById(id))), one.getAttribute('aria-label') ?? '', ...labels].join(' ').trim()
    const inner = one.matches('input, select, textarea') ? '' : textOf(one)
    return words || inner || (one.getAttribute('title') ?? '')
  }
  const called = (one: Element) => {
    const kind = typeof one.className === 'string' && one.className ? `.${one.className.split(' ')[0]}` : ''
    return `${one.tagName.toLowerCase()}${one.id && !one.id.includes('«') && !one.id.includes(':') ? `#${one.id}` : kind} “${named(one).slice(0, 24)}”`
  }
  /** The ring may be drawn by the thing itself, by what holds it, or by the words beside a hidden box. */
  const look = (one: Element) =>
    [one, one.nextElementSibling, one.parentElement, one.parentElement?.parentElement, one.closest('.ant-select')]
      .map((part) => {
        if (!part) return ''
        const style = getComputedStyle(part)
        return [
          style.boxShadow,
          style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`,
          style.borderColor,
        ].join(' ')
      })
      .join('|')
  const covered = (one: Element) => {
    const box = one.getBoundingClientRect()
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    if (right - left < 1 || bottom - top < 1) return true
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    if (!over || over.contains(one) || one.contains(over)) return false
    const same = (holder: string) => one.closest(holder) !== null && one.closest(holder) === over.closest(holder)
    return !same('label') && !same('.ant-select')
  }
  const takers = () => [...scope().querySelectorAll(TAKES)].filter((one) => shown(one) && !one.matches(':disabled'))
  /** Of radio buttons one group is one stop. */
  const groupSeen = (one: Element) =>
    one instanceof HTMLInputElement && one.type === 'radio' && [...seen].some((other) => (other as HTMLInputElement).name === one.name)

  /** Pressed by a pointer, and by no key: React's handlers and the hand that the pointer becomes. */
  const pointerOnly = (one: Element) => {
    const props = Object.entries(one).find(([key]) => key.startsWith('__reactProps'))?.[1] as { onClick?: unknown } | undefined
    const pressed = props?.onClick !== undefined
    const pointed = getComputedStyle(one).cursor === 'pointer' && getComputedStyle(one.parentElement ?? one).cursor !== 'pointer'
    if (!pressed && !pointed) return false
    if (one.closest('a[href], button, summary, input, select, textarea, [tabindex]:not(.hy-main):not(.hy-table-scroll)')) return false
    // A box's words; an entry of a list that its field's arrows choose; a row that J, K and Enter work on; a holder of what takes the focus.
    if (one.closest('label')?.control || one.closest('[role="option"], [role="listbox"]')) return false
    if (one.closest('.hy-table-scroll[tabindex="0"] tr') && document.querySelector('.hy-keyline')) return false
    return !one.querySelector(TAKES)
  }

  window.walk = {
    mark: () => {
      seen.clear()
      round = false
      last = null
      ;(document.activeElement as HTMLElement | null)?.blur()
      looks = new Map(takers().map((one) => [one, look(one)]))
    },
    step: () => {
      const on = document.activeElement
      // A date has several stops inside itself.
      if (on && on === last && inside++ < PARTS) return { stop: '', faults: [] }
      last = on
      inside = 0
      if (on && seen.has(on)) return undefined
      if (!on || on === document.body) {
        // Below the last stop Tab leaves the page for the browser and comes back at the top.
        if (round) return undefined
        round = true
        return { stop: '', faults: [] }
      }
      seen.add(on)
      const faults: string[] = []
      if (!named(on)) faults.push(`no name: ${called(on)}`)
      if (looks.get(on) === look(on)) faults.push(`no ring: ${called(on)}`)
      if (covered(on)) faults.push(`out of sight: ${called(on)}`)
      if (Number(on.getAttribute('tabindex')) > 0) faults.push(`out of order: ${called(on)}`)
      return { stop: called(on), faults }
    },
    rest: () => {
      const missed = takers().filter((one) => (one as HTMLElement).tabIndex >= 0 && !seen.has(one) && !groupSeen(one))
      const mouse = [...scope().querySelectorAll('*')].filter((one) => shown(one) && pointerOnly(one))
      const wide =
        document.documentElement.scrollWidth > innerWidth ? [`wider than the window: ${document.documentElement.scrollWidth}`] : []
      return [...missed.map((one) => `not reached: ${called(one)}`), ...mouse.map((one) => `pointer only: ${called(one)}`), ...wide]
    },
  }
}

/** What of this a window does not show whole, without scrolling. */
export function cutOff(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const all = [...document.querySelectorAll<HTMLElement>(wanted)].filter((one) => one.getClientRects().length > 0)
    if (all.length === 0) return [`nothing is ${wanted}`]
    return all
      .filter((one) => {
        const { top, bottom, left, right } = one.getBoundingClientRect()
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        const free =
          over !== null &&
          (over.contains(one) || one.contains(over) || over.closest('label, .hy-field') === one.closest('label, .hy-field'))
        return top < 0 || bottom > innerHeight || left < 0 || right > innerWidth || !free
      })
      .map((one) => `${one.id || one.textContent || one.tagName} at ${Math.round(one.getBoundingClientRect().bottom)}`)
  }, selector)
}
