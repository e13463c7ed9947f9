/** 榜单: the most frequent first. How many there are and what becomes of equals at the edge is the pack's word, and is printed. */
import type { Policy } from '../policy/policy.ts'

export interface Ranked {
  code: string
  label: string
  count: number
}

type Ties = 'name' | 'code' | 'all'
export const tiesOf = ({ pack }: Policy): Ties => pack.topTies?.value ?? 'name'

const byText = (a: string, b: string) => a.localeCompare(b, 'zh-CN')

/** Most first; equals by the rule. */
export const ordered = <Row extends Ranked>(rows: readonly Row[], ties: Ties): Row[] =>
  rows.toSorted(
    (a, b) => b.count - a.count || (ties === 'code' ? 0 : byText(a.label, b.label)) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )

export interface Ranking<Row> {
  top: Row[]
  rest: Row[]
  /** Footnote: how equals at the edge were put in order. */
  rule: string
}

/** The first `most`; where all equals are to be listed (`all`), as many more as equal the last. */
export function ranking<Row extends Ranked>(rows: readonly Row[], most: number, ties: Ties): Ranking<Row> {
  const all = ordered(rows, ties)
  const last = all[most - 1]?.count
  const tied = all.length > most && all[most]?.count === last
  const length = ties === 'all' && tied ? all.filter(({ count }) => count >= (last ?? 0)).length : most
  const equals = tied ? all.filter(({ count }) => count === last).map(({ label }) => label) : []
  return { top: all.slice(0, length), rest: all.slice(length), rule: ruleText(ties, most, equals, last) }
}

function ruleText(ties: Ties, most: number, equals: string[], count = 0): string {
  const how = { name: '按名称拼音次序排列', code: '按代码次序排列', all: '一并列入' }[ties]
  const tied = equals.length ? `；本期第 ${most} 位并列（${count} 件）：${equals.join('、')}` : ''
  return `按件数由多到少取前 ${most} 位，件数相同的${how}${tied}`
}
