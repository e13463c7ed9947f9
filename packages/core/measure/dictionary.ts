/**
 * 指标字典: an entry of measures.yaml as it counts under the settings of its pack. Which settings choose is said in the entry
 * (`variants`); every variant that fits is applied, in order.
 */
import type { Policy } from '../policy/policy.ts'
import { MEASURE_GROUPS, type MeasureEntry, type Pack } from '../policy/schema.ts'
import type { LengthAsked } from './lengths.ts'
import { type Cohort, COHORT_WORDS, type Counted, FIGURES } from './figures.ts'

/** Counted figures, added up and taken off. A row belongs to it as often as it adds to it, so the rows behind it add up to it. */
export interface FigureSet {
  plus: readonly string[]
  minus?: readonly string[]
}

export interface Measure {
  code: string
  label: string
  group: MeasureEntry['group']
  over: Counted
  as: MeasureEntry['as']
  /** Of which moments, where it is a length of time. */
  length?: LengthAsked
  cohort: Cohort
  of: FigureSet
  among?: FigureSet
  /** 分母口径, with what the settings add to it. */
  denominator?: string
  excluded: readonly { label: string; of: FigureSet }[]
  only?: { dimension: string; key: string }
  rounding?: MeasureEntry['rounding']
  unit: string
  per: number
  formula?: string
  source?: MeasureEntry['source']
  assumed: boolean
  note?: string
}

type Said = Pick<MeasureEntry, 'of' | 'among' | 'cohort' | 'denominator'>
type Variant = NonNullable<MeasureEntry['variants']>[number]

/** What the pack's settings are, by the name that entries call them. */
const SETTINGS: Record<string, (pack: Pack) => string | boolean> = {
  onTimeAmong: (pack) => pack.onTimeAmong.value,
  'visit.satisfiedAmong': ({ visit }) => visit.satisfiedAmong.value,
  'visit.countsRedo': ({ visit }) => visit.countsRedo.value,
  'visit.solvedBy': ({ visit }) => visit.solvedBy.value,
  'handling.unreasonableExcluded': ({ handling }) => handling.unreasonableExcluded.value,
}

const made = new WeakMap<Policy, ReadonlyMap<string, Measure>>()

/** What a ruling leaves out of an edition (`ruledOut`). */
const RULED = 'ruled_out'
/** Rates that a ruling took rows out of before dictionaries said so: packs of those days stay as they are. */
const ASSESSED: readonly string[] = [
  ...['on-time-rate', 'overdue-rate', 'closed-on-time-rate', 'sign-on-time-rate', 'sign-late', 'satisfied-rate', 'solved-rate'],
]

/** Every measure of the pack, by code: group by group, numbers before rates. A stored pack keeps no order of its own. */
export function dictionaryOf(policy: Policy): ReadonlyMap<string, Measure> {
  const known = made.get(policy)
  if (known) return known
  const { measures: entries } = policy.pack
  const silent = !Object.values(entries).some(({ without }) => without?.includes(RULED))
  const measures = Object.entries(entries).map(([code, entry]) => {
    const assessed = silent && ASSESSED.includes(code)
    return measureOf(code, assessed ? { ...entry, without: [...(entry.without ?? []), RULED] } : entry, policy.pack)
  })
  const all = new Map(measures.sort(inOrder).map((one) => [one.code, one]))
  made.set(policy, all)
  return all
}

const KINDS = ['count', 'rate', 'mean', 'length'] as const
const placeOf = ({ group, as }: Measure) => MEASURE_GROUPS.indexOf(group) * KINDS.length + KINDS.indexOf(as)
const inOrder = (a: Measure, b: Measure) => placeOf(a) - placeOf(b) || (a.code < b.code ? -1 : 1)

function measureOf(code: string, entry: MeasureEntry, pack: Pack): Measure {
  const fitting = (entry.variants ?? []).filter(({ when }) => fits(when, pack))
  const said: Said = Object.assign({}, entry, ...fitting)
  const without = [...new Set([entry, ...fitting].flatMap((one) => one.without ?? []))]
  const instead: Record<string, string> = Object.assign({}, ...fitting.map((one) => one.instead ?? {}))
  const words = fitting.flatMap((one) => one.words ?? [])
  const set = (sum: string | string[] | undefined) => setOf(sum ?? [], instead, without)
  const { label, group, over, as, length, only, rounding, per = 1, formula, source, note } = entry
  return {
    ...{ code, label, group, over, as, length, only, rounding, per, formula, source, note },
    assumed: entry.assumed === true,
    cohort: said.cohort ?? 'accepted',
    of: set(said.of),
    among: said.among === undefined ? undefined : set(said.among),
    denominator: said.denominator && words.length ? `${said.denominator}（${words.join('，')}）` : said.denominator,
    excluded: [
      ...[entry, ...fitting].flatMap((one) => one.excluded ?? []).map((one) => ({ label: one.label, of: set(one.of) })),
      ...(without.includes(RULED) && said.among !== undefined ? [{ label: '异议裁定不计入考核', of: apartIn(said.among, instead) }] : []),
    ],
    unit: entry.unit ?? (as === 'rate' ? '%' : '件'),
  }
}

const fits = (when: Variant['when'], pack: Pack) => Object.entries(when).every(([name, value]) => SETTINGS[name]?.(pack) === value)

/** Each figure is what stands for it, without what is taken out of it. */
function setOf(sum: string | string[], instead: Record<string, string>, without: readonly string[]): FigureSet {
  const plus: string[] = []
  const minus: string[] = []
  for (const term of [sum].flat()) {
    const [own, other] = term.startsWith('-') ? [minus, plus] : [plus, minus]
    const bare = term.replace(/^-/, '')
    const name = instead[bare] ?? bare
    own.push(name)
    other.push(...without.map((kind) => `${name}_${kind}`).filter((one) => FIGURES.has(one)))
  }
  return minus.length ? { plus, minus } : { plus }
}

/** Of the same sum what rulings left out. */
const apartIn = (sum: string | string[], instead: Record<string, string>): FigureSet => {
  const { plus, minus = [] } = setOf(sum, instead, [])
  const ruled = (names: readonly string[]) => names.map((name) => `${name}_${RULED}`).filter((name) => FIGURES.has(name))
  return { plus: ruled(plus), minus: ruled(minus) }
}

/** What is in the whole and not in the part: 未按时, 不满意. */
export const rest = ({ of, among = { plus: [] } }: Pick<Measure, 'of' | 'among'>): FigureSet => ({
  plus: [...among.plus, ...(of.minus ?? [])],
  minus: [...(among.minus ?? []), ...of.plus],
})

export const namesIn = (set: FigureSet | undefined): string[] => [...(set?.plus ?? []), ...(set?.minus ?? [])]

/** What a report could not print of the measure: 缺分母, 缺取整 (ASSESS-08). */
export function lacks({ as, length, among, denominator, rounding }: Measure): string[] {
  if (as === 'count') return []
  if (as === 'length') return [...(length && denominator ? [] : ['时长的起止和计入范围']), ...(rounding ? [] : ['取整'])]
  return [...(among && denominator ? [] : ['分母']), ...(rounding ? [] : ['取整'])]
}

/** Everything that is wrong with the dictionary, in sentences. */
export function dictionaryFaults(policy: Policy): string[] {
  return [...dictionaryOf(policy).values()].flatMap((measure) => {
    const { label, of, among, excluded, over, cohort } = measure
    const sets = [of, among, ...excluded.map((one) => one.of)]
    const missing = lacks(measure)
    return [
      ...(missing.length ? [`指标“${label}”缺${missing.join('与')}`] : []),
      ...(of.plus.length ? [] : [`指标“${label}”没有写明数量（of）`]),
      ...[...new Set(sets.flatMap(namesIn))].flatMap((name) => {
        const kind = FIGURES.get(name)
        if (!kind) return [`指标“${label}”的数量 ${name} 不存在`]
        if (kind.over !== over) return [`指标“${label}”的数量 ${name} 不是按 ${over} 计的`]
        return []
      }),
      ...[of, among].flatMap(namesIn).flatMap((name) => {
        const kind = FIGURES.get(name)
        return kind && kind.cohort !== cohort
          ? [`指标“${label}”的时间口径为“${COHORT_WORDS[cohort]}”，数量 ${name} 却是“${COHORT_WORDS[kind.cohort]}”`]
          : []
      }),
    ]
  })
}
