/** 数据自检: every night some days are counted anew from their rows, and the identities of two months looked at; what is wrong is kept and shown. */
import { randomInt } from 'node:crypto'
import { COUNT_WORDS } from '@huying/core/bulletin/sentence'
import { dayOf, formatDay, plusDays } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { dictionaryOf } from '@huying/core/measure/dictionary'
import { treeOf } from '@huying/core/measure/tree'
import type { Policy } from '@huying/core/policy/policy'
import { nightOf } from '../operation/backup/nightly.ts'
import { type Chore, lastDone } from '../operation/upkeep.ts'
import type { Shell } from '../shell/shell.ts'
import { bulletinOf } from './bulletin.ts'
import type { Identity } from './identities.ts'
import { WORDS } from './query.ts'
import { type Difference, recount } from './recount.ts'

const AT = '04:10'
/** Besides the day before: so many of the last 400, by lot. */
const DAYS = 3
const BACK = 400
/** Named one by one; of more only how many. */
const NAMED = 50

export interface Checked {
  days: string[]
  rows: number
  sums: number
  wrong: number
  differences: (Difference & { words: string })[]
  identities: (Identity & { month: string })[]
}

/** `pick` draws a whole number below the one it is given. */
export async function selfCheck(shell: Shell, centre: string, pick: (below: number) => number = randomInt): Promise<Checked> {
  const today = dayOf(shell.clock.now())
  const { policy } = await shell.packs.current(centre)
  const back = new Set([1, ...Array.from({ length: DAYS }, () => 1 + pick(BACK))])
  const days = [...back].map((n) => formatDay(plusDays(today, -n))).sort()
  const out: Checked = { days, rows: 0, sums: 0, wrong: 0, differences: [], identities: [] }
  for (const day of days) {
    const { rows, sums, differences } = await recount(shell.pool, { centre, first: day, last: day })
    out.rows += rows
    out.sums += sums
    out.wrong += differences.length
    const named = differences.slice(0, NAMED - out.differences.length)
    out.differences.push(...named.map((one) => ({ ...one, words: wordsOf(one.name, policy) })))
  }
  for (const month of new Set([formatDay(today).slice(0, 7), formatDay(plusDays(today, -31)).slice(0, 7)])) {
    const { identities } = await bulletinOf(shell, centre, month)
    out.identities.push(...identities.filter(({ holds }) => !holds).map((one) => ({ ...one, month })))
  }
  return out
}

/** `2024-11-08|unit|urban|closed` as a person reads it: 2024-11-08 承办单位“…”的“办结工单”. */
function wordsOf(name: string, policy: Policy): string {
  const [day = '', dimension = '', key = '', figure = ''] = name.split('|')
  const label = treeOf(policy, dimension).name(key) ?? key
  const where = dimension === 'all' ? '全部' : `${WORDS[dimension] ?? dimension}“${label}”`
  return `${day} ${where}的“${figureWords(figure, policy)}”`
}

/** What a counted figure is called: as the bulletin calls it, as a measure that is nothing but it, or by its code. */
function figureWords(figure: string, policy: Policy): string {
  const words: Readonly<Record<string, string>> = COUNT_WORDS
  const own = [...dictionaryOf(policy).values()].find(({ as, of }) => as === 'count' && of.plus.join() === figure && !of.minus)
  return words[figure] ?? own?.label ?? figure
}

export const selfChecking = (shell: Shell, centre: string): Chore => ({
  kind: 'figures',
  due: (now) => nightOf({ at: AT }, now),
  run: () => selfCheck(shell, centre),
})

export interface CheckShown {
  /** 正常, or what is wrong, in one line. */
  text: string
  good: boolean | null
  at: Instant | null
  found?: Checked
}

/** The last night's result, as it is shown. */
export async function checkShown(shell: Shell, centre: string): Promise<CheckShown> {
  const { last } = await lastDone(shell.pool, centre, 'figures')
  if (!last || last.ok === null) return { text: '数据自检：尚未进行', good: null, at: null }
  const at = last.at as Instant
  if (!last.ok) return { text: `数据自检：没有完成（${last.detail.why ?? '原因不明'}）`, good: false, at }
  const found = last.detail as unknown as Checked
  const wrong = [
    ...(found.wrong ? [`汇总与明细不符 ${found.wrong} 项`] : []),
    ...(found.identities.length ? [`勾稽不平 ${found.identities.length} 项`] : []),
  ]
  return { text: `数据自检：${wrong.length ? wrong.join('，') : '正常'}`, good: wrong.length === 0, at, found }
}
