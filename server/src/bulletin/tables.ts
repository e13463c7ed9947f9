/** The tables of a bulletin as they are printed: the same words and numbers on paper, in Markdown and in the document file. */
import type { Rate, Share } from '@huying/core/measure/rounding'
import type { Bulletin } from '../figures/bulletin.ts'
import type { Compared } from './diff.ts'
import type { Desk } from '../figures/marked.ts'
import type { UnitFigures } from '../figures/units.ts'

export interface Table {
  title: string
  head: string[]
  rows: string[][]
  /** How equals were put in order, what is not listed. */
  note?: string
}

const number = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const fraction = ({ numerator, denominator }: Rate) => `${number(numerator)} / ${number(denominator)}`
const left = ({ excluded }: Rate) =>
  excluded
    .filter(({ count }) => count)
    .map(({ label, count }) => `${label} ${number(count)}`)
    .join('；') || '无'

export const tablesOf = (part: 'running' | 'handling', b: Bulletin, units: readonly UnitFigures[]): Table[] =>
  (part === 'running' ? runningTables(b) : handlingTables(b, units)).filter(({ rows }) => rows.length > 0)

const runningTables = (b: Bulletin): Table[] => [
  {
    title: '主要指标',
    head: ['指标', '数值', '分子 / 分母', '分母口径', '不计入'],
    rows: [b.contacts.answerRate, b.onTheSpot, b.onTime, b.closed, b.visited, b.reached, b.satisfied, b.solved, b.contacted].map((r) => [
      ...[r.label, r.percent ?? '—', fraction(r), r.among, left(r)],
    ]),
  },
  { ...shared('诉求途径', '途径', b.media), note: `电话受理 ${number(b.phone.count)} 件，占受理 ${b.phone.percent ?? '—'}。` },
  shared('诉求类型', '类型', b.types),
  {
    ...shared('热点事项', '事项', b.topics),
    note: `${b.topicsTop.label} ${b.topicsTop.percent ?? '—'}（${fraction(b.topicsTop)}）。${b.topicsRule}。`,
  },
]

const handlingTables = (b: Bulletin, units: readonly UnitFigures[]): Table[] => [
  {
    title: '承办单位',
    head: ['承办单位', '转办', '签收及时率', '按时办结率', '按时 / 分母', '问题解决率', '群众满意率'],
    rows: units.map((u) => [
      ...[u.name, number(u.dispatched), u.signedInTime.percent ?? '—', u.onTime.percent ?? '—', fraction(u.onTime)],
      ...[u.solved.percent ?? '—', u.satisfied.percent ?? '—'],
    ]),
    note: `${b.unitsTop.label} ${b.unitsTop.percent ?? '—'}（${fraction(b.unitsTop)}），其余 ${number(b.unitsRest.count)} 件，占 ${b.unitsRest.percent ?? '—'}。${b.unitsRule}。`,
  },
  shared(`网上渠道（${number(b.online.total)} 件）`, '渠道', b.online.channels),
  marked('专项', b.campaigns),
  marked('专席', b.desks),
]

export const comparedTable = ({ period, figures }: Compared): Table => ({
  title: `与上期（${period}）相比`,
  head: ['项目', '上期', '本期', '增减', '增幅'],
  rows: figures.map(({ label, before, after, change, growth }) => [label, before, after, change ?? '—', growth ?? '—']),
  note: '比率的增减为个百分点。',
})

const shared = (title: string, of: string, rows: readonly Share[]): Table => ({
  title,
  head: [of, '件数', '占比'],
  rows: rows.map(({ label, count, percent }) => [label, number(count), percent ?? '—']),
})

const marked = (title: string, desks: readonly Desk[]): Table => ({
  title,
  head: [title, '受理', '占受理', '已办结', '办结按时率', '按时 / 办结'],
  rows: desks
    .filter(({ count, closed }) => count + closed > 0)
    .flatMap(({ label, count, percent, closed, closedInTime, levels }) => [
      [label, number(count), percent ?? '—', number(closed), closedInTime.percent ?? '—', fraction(closedInTime)],
      ...levels.map((one) => [`其中：${one.label}`, number(one.count), one.percent ?? '—', '', '', '']),
    ]),
})
