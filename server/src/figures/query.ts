/** 统计查询: any measures by any dimension, or two, over any days, with the span before, the year before and a series; every number has its rows. */
import { type Measure, namesIn } from '@huying/core/measure/dictionary'
import { evaluate, type Value } from '@huying/core/measure/evaluate'
import { COHORT_WORDS, countedBy, RUNNING, SUMS } from '@huying/core/measure/figures'
import { percent, points } from '@huying/core/measure/rounding'
import { before, cut, type Period, type Span, yearAgo } from '@huying/core/measure/span'
import type { Policy } from '@huying/core/policy/policy'
import { refuse } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { COLUMNS, OF_OTHERS } from './columns.ts'
import { lengthsBy } from './lengths.ts'
import { labelsOf, type Labels } from './labels.ts'
import { definedIn } from './month.ts'
import { type RunningBy, runningOf } from './running.ts'
import { type Sums, sumsAcross, sumsBy } from './sums.ts'

export interface Query extends Span {
  measures: readonly string[]
  by: string
  and?: string
  /** `own`: keys as they were recorded; a number: so many steps below the top of the tree. */
  level: number | 'own'
  per?: Period
}

export type Cell = Pick<Value, 'numerator' | 'denominator' | 'percent' | 'text'>
export interface Change {
  /** Of the other span. */
  text: string | null
  /** 件, or 个百分点 of a rate: signed; null where either is —. */
  change: string | null
  /** 增幅 of a number. */
  growth: string | null
}
export interface Asked {
  cell: Cell
  /** 环比、同比. */
  before: Change
  yearAgo: Change
  series: Cell[]
}
export interface QueryRow {
  key: string
  label: string
  /** One for each measure. */
  values: Asked[]
}
export interface Answer extends Span {
  version: number
  now: number
  by: string
  and?: string
  measures: (Pick<Measure, 'code' | 'label' | 'as' | 'unit' | 'denominator' | 'formula' | 'assumed'> & { cohort: string })[]
  before: Span
  yearAgo: Span
  series: Span[]
  rows: QueryRow[]
  total: QueryRow
}

/** Two dimensions that are added up write by write. */
const ADDED_UP: ReadonlySet<string> = new Set(['unit~type'])
const RUNNING_NAMES: ReadonlySet<string> = new Set(Object.values(RUNNING))
/** More periods than a chart can show. */
const MOST_PERIODS = 400

export const dimensionOf = ({ by, and }: Pick<Query, 'by' | 'and'>) => (and ? `${by}~${and}` : by)
const dimensionsOf = ({ by, and }: Pick<Query, 'by' | 'and'>) => [by, ...(and ? [and] : [])]
export const isAddedUp = (dimension: string) => !dimension.includes('~') || ADDED_UP.has(dimension)

/** A figure that is not counted by the dimension would read as zero: the measure is refused with the reason. */
export function askable(
  { label, only, over, length, of, among, excluded }: Measure,
  { by, and }: Pick<Query, 'by' | 'and'>,
): string | undefined {
  if (by === 'all') return undefined
  const columns = COLUMNS[over]
  if (length && !dimensionsOf({ by, and }).every((one) => one === 'all' || columns[one])) return `“${label}”不能按${WORDS[by] ?? by}统计`
  if (only) return `“${label}”本身就是按一个类别统计的，不能再分类`
  const figures = [of, among, ...excluded.map((one) => one.of)].flatMap(namesIn).filter((name) => !RUNNING_NAMES.has(name))
  const lost = [by, ...(and ? [and] : [])].find((dimension) => figures.some((name) => !countedBy(name, dimension)))
  if (lost) return `“${label}”不能按${WORDS[lost] ?? lost}统计`
  if (length || !and || isAddedUp(dimensionOf({ by, and }))) return undefined
  if (over === 'contact' || !columns[by] || !columns[and]) return `“${label}”不能按${WORDS[by] ?? by}和${WORDS[and] ?? and}交叉统计`
  const apart = figures.some((name) => SUMS.has(name) || ((by === 'unit' || and === 'unit') && OF_OTHERS.has(name)))
  return apart ? `“${label}”不能按这两项交叉统计，请选其中一项` : undefined
}

export const WORDS: Readonly<Record<string, string>> = {
  all: '全部',
  unit: '承办单位',
  type: '诉求类型',
  category: '事项',
  region: '区域',
  channel: '渠道',
  medium: '途径',
  mark: '标识',
  line: '线路',
  agent: '话务员',
  disposition: '处置结果',
}

export async function answerOf(
  shell: Shell,
  centre: string,
  { policy, version }: { policy: Policy; version: number },
  query: Query,
): Promise<Answer> {
  const measures = query.measures.map((code) => definedIn(policy, code))
  for (const measure of measures) {
    const why = askable(measure, query)
    if (why) refuse('invalid', why, { field: 'measures' })
  }
  const single = measures.length > 1 ? measures.find(({ only }) => only) : undefined
  if (single) refuse('invalid', `“${single.label}”只统计一个类别，请单独查询`, { field: 'measures' })
  const span = { from: query.from, to: query.to }
  const series = query.per ? cut(span, query.per) : []
  if (series.length > MOST_PERIODS) refuse('invalid', `时间分段最多 ${MOST_PERIODS} 段，请缩短统计期或改用更长的时段`, { field: 'per' })
  const spans = [span, before(span), yearAgo(span), ...series]
  const labels = await labelsOf(shell, centre, policy, query)
  const looks: Look[] = []
  for (const one of spans) looks.push(await lookBy(shell, centre, one, query, measures, labels))
  for (const [i, one] of spans.entries()) await addLengths(looks[i] as Look, shell, { centre, policy }, one, query, measures, labels)
  const keys = [...new Set(looks.flatMap(({ sums, lengths }) => [...sums.keys(), ...lengths.keys()]))].filter((key) => key !== 'all')
  const rowOf = (key: string, label: string, pick: (look: Look) => Under): QueryRow => ({
    key,
    label,
    values: measures.map((measure) => valuesOf(measure, looks.map(pick))),
  })
  const rows = keys.map((key) =>
    rowOf(key, labels.name(key), ({ sums, lengths }) => ({ figures: sums.get(key), lengths: lengths.get(key) })),
  )
  return {
    ...{ ...span, version, now: shell.clock.now(), by: query.by, and: query.and },
    measures: measures.map(({ code, label, as, unit, denominator, formula, assumed, cohort }) => {
      return { code, label, as, unit, denominator, formula, assumed, cohort: COHORT_WORDS[cohort] }
    }),
    ...{ before: spans[1] ?? span, yearAgo: spans[2] ?? span, series },
    rows: rows.sort((a, b) => sizeOf(b) - sizeOf(a) || a.label.localeCompare(b.label, 'zh-CN')),
    total: rowOf('all', '合计', ({ total, lengths }) => ({ figures: total, lengths: lengths.get('all') })),
  }
}

const sizeOf = ({ values: [first] }: QueryRow) => Number.parseFloat(first?.cell.text ?? '-1')

interface Look {
  sums: Sums
  total: ReadonlyMap<string, number>
  /** key → measure → minutes of its rows; `all` of everything. */
  lengths: Map<string, Map<string, number[]>>
}
interface Under {
  figures?: ReadonlyMap<string, number>
  lengths?: ReadonlyMap<string, readonly number[]>
}

async function addLengths(
  { lengths }: Look,
  { pool }: Shell,
  { centre, policy }: { centre: string; policy: Policy },
  span: Span,
  query: Query,
  measures: readonly Measure[],
  labels: Labels,
) {
  const put = (key: string, code: string, minutes: number) => {
    const own = lengths.get(key) ?? new Map<string, number[]>()
    lengths.set(key, own)
    own.set(code, own.get(code) ?? [])
    own.get(code)?.push(minutes)
  }
  for (const measure of measures.filter(({ length }) => length))
    for (const { key, minutes } of await lengthsBy(pool, centre, span, measure, dimensionsOf(query), policy.calendar)) {
      put('all', measure.code, minutes)
      if (query.by !== 'all') put(key === '' ? '' : labels.at(key), measure.code, minutes)
    }
}

/** One span: what is counted under each key of the level asked for, what has no key, and everything together. */
async function lookBy(shell: Shell, centre: string, span: Span, query: Query, measures: readonly Measure[], labels: Labels): Promise<Look> {
  const figures = [
    ...new Set(measures.flatMap(({ of, among, excluded }) => [of, among, ...excluded.map((one) => one.of)].flatMap(namesIn))),
  ]
  const counted = figures.filter((name) => !RUNNING_NAMES.has(name))
  const runs = counted.length < figures.length
  const { pool } = shell
  const [whole] = measures.flatMap(({ only }) => only ?? [])
  const all = whole
    ? (await sumsBy(pool, centre, span, whole.dimension, counted)).get(whole.key)
    : (await sumsBy(pool, centre, span, 'all', counted)).get('all')
  const total = new Map(all ?? [])
  const asked = { centre, first: span.from, last: span.to, now: shell.clock.now() }
  if (runs) addRunning(new Map([['all', total]]), await runningOf(pool, asked, RUNNING_BY.all))
  if (query.by === 'all') return { sums: new Map(), total, lengths: new Map() }
  const own = await ownSums(shell, centre, span, query, measures, counted)
  if (runs) addRunning(own, await runningOf(pool, asked, runningBy(query)))
  const sums: Sums = new Map()
  for (const [key, of] of own) {
    const at = labels.at(key)
    const into = sums.get(at) ?? new Map<string, number>()
    for (const [figure, amount] of of) into.set(figure, (into.get(figure) ?? 0) + amount)
    sums.set(at, into)
  }
  if (labels.parts) addUnnamed(sums, total)
  return { sums, total, lengths: new Map() }
}

function ownSums(
  { pool }: Shell,
  centre: string,
  span: Span,
  query: Query,
  [first]: readonly Measure[],
  figures: readonly string[],
): Promise<Sums> {
  const dimension = dimensionOf(query)
  if (isAddedUp(dimension) || !query.and || !first || first.over === 'contact') return sumsBy(pool, centre, span, dimension, figures)
  return sumsAcross(pool, centre, span, first.over, [query.by, query.and], figures)
}

/** 未注明: what the whole has and no key: orders without a unit, requests without a place. */
function addUnnamed(sums: Sums, total: ReadonlyMap<string, number>) {
  const left = new Map<string, number>()
  for (const [figure, amount] of total) {
    const named = [...sums.values()].reduce((sum, own) => sum + (own.get(figure) ?? 0), 0)
    if (amount !== named) left.set(figure, amount - named)
  }
  if (left.size) sums.set('', left)
}

const MARKED = `cross join lateral (select distinct key from jsonb_array_elements(t.state->'marks') m,
  unnest(array[m->>'kind', (m->>'kind') || '.' || (m->>'level')]) key where key is not null) marked`
const RUNNING_BY = {
  all: { name: 'all', key: "'all'::text" },
  mark: { name: 'mark', key: 'marked.key', from: MARKED },
} as const

function runningBy({ by, and }: Query): RunningBy {
  if (by === 'mark') return RUNNING_BY.mark
  const column = (dimension: string) => (dimension === 'unit' ? 'a.unit' : (COLUMNS.order[dimension] ?? 'null::text'))
  return { name: dimensionOf({ by, and }), key: and ? `${column(by)} || '~' || ${column(and)}` : column(by) }
}

function addRunning(sums: Sums, running: Awaited<ReturnType<typeof runningOf>>) {
  for (const [key, { accepted, due, unsigned }] of running) {
    if (key === null) continue
    const own = sums.get(key) ?? new Map<string, number>()
    for (const [name, amount] of [
      [RUNNING.late, accepted.late],
      [RUNNING.undue, due.undue],
      [RUNNING.unsigned, unsigned],
    ] as const)
      if (amount) own.set(name, amount)
    if (own.size) sums.set(key, own)
  }
}

function valuesOf(measure: Measure, [now = {}, prior = {}, last = {}, ...series]: Under[]): Asked {
  const cellOf = ({ figures, lengths }: Under): Cell => {
    const {
      numerator,
      denominator,
      percent: shown,
      text,
    } = evaluate(measure, (name) => figures?.get(name) ?? 0, lengths?.get(measure.code))
    return { numerator, denominator, percent: shown, text }
  }
  const cell = cellOf(now)
  return {
    cell,
    before: changeOf(measure, cell, cellOf(prior)),
    yearAgo: changeOf(measure, cell, cellOf(last)),
    series: series.map(cellOf),
  }
}

/** 件 for numbers, 个百分点 for rates (两个百分率相减, not a percent of a percent). */
export function changeOf({ as }: Pick<Measure, 'as'>, now: Cell, then: Cell): Change {
  const { text } = then
  if (as === 'rate') return { text, change: points(now.percent, then.percent), growth: null }
  if (now.text === null || text === null) return { text, change: null, growth: null }
  const decimals = text.includes('.') ? 2 : 0
  const difference = Number(now.text) - Number(text)
  const growth = as === 'count' ? percent(now.numerator - then.numerator, then.numerator) : null
  return { text, change: signed(difference.toFixed(decimals)), growth: growth && signed(growth) }
}

const signed = (text: string) => (/^[1-9]|^0\.(?=\d*[1-9])/.test(text) ? `+${text}` : text)
