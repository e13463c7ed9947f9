/** 月通报: the month's figures so far, each with its numerator and denominator; where an identity does not hold the report is blocked. */
import { DISPOSITIONS } from '@huying/core/contact/state'
import type { Value } from '@huying/core/measure/evaluate'
import { ordered, type Ranked, ranking, tiesOf } from '@huying/core/measure/ranking'
import { percent, type Rate, rate, type Share, shares } from '@huying/core/measure/rounding'
import type { Shell } from '../shell/shell.ts'
import { desksOf, type Desk, marksOf } from './marked.ts'
import { type Identity, identitiesOf, total } from './identities.ts'
import { lookAt, measured, measuresOf, type Month } from './month.ts'

const COUNTS = ['accepted', 'answered', 'sent', 'undecided', 'refused', 'transferred', 'withdrawn', 'merged', 'urged', 'history'] as const

/** The rates that the report prints by name, each by its entry of the dictionary. */
export const REPORTED = {
  onTheSpot: 'online-rate',
  onTime: 'on-time-rate',
  closed: 'closed-rate',
  visited: 'visit-rate',
  reached: 'visit-reached-rate',
  satisfied: 'satisfied-rate',
  solved: 'solved-rate',
  contacted: 'contact-rate',
} as const

/** What reports print by code: no pack may be without it. */
export const PRINTED: readonly string[] = [
  ...Object.values(REPORTED),
  ...['answer-rate', 'closed-on-time-rate', 'sign-on-time-rate', 'sign-late', 'first-right-rate', 'return-rate', 'return-asked-rate'],
  ...['return-granted-rate', 'extension-rate', 'sent-back-rate'],
]

export interface Bulletin extends Record<keyof typeof REPORTED, Value> {
  centre: string
  /** As 2024-11; of an edition its period. */
  period: string
  asOf: string
  /** Pack version whose dictionary, names and settings are used. */
  version: number
  contacts: { calls: number; answered: number; answerRate: Value; dispositions: Share[] }
  requests: Record<(typeof COUNTS)[number], number>
  /** 电话、网上、窗口、转来: the whole by how it came. */
  media: Share[]
  /** 电话受理 = 受理 − 其他途径. */
  phone: { count: number; percent: string | null }
  types: Share[]
  topics: Share[]
  /** 前十事项合计占受理, and how equals were put in order. */
  topicsTop: Rate
  topicsRule: string
  online: { total: number; ofAccepted: string | null; channels: Share[] }
  marks: Share[]
  campaigns: Desk[]
  desks: Desk[]
  orders: { opened: number; mergedAway: number; closed: number }
  units: Share[]
  unitsTop: Rate
  unitsRest: { count: number; percent: string | null }
  unitsRule: string
  /** 疑似纸上办结: what units call solved and call-backs do not. */
  paper: { saidSolved: number; confirmed: number; suspected: number }
  measures: Value[]
  identities: Identity[]
  /** An identity is broken: nothing may be printed from these figures. */
  blocked: boolean
}

/** `month` as 2024-11. Figures of requests accepted in the month, as they stand now, by the pack in force or an older version of it. */
export const bulletinOf = async (shell: Shell, centre: string, month: string, version?: number): Promise<Bulletin> =>
  bulletinFrom(await lookAt(shell, centre, month, version))

/** Everything the bulletin says is said by the look: by figures of this minute as by those that an edition froze. */
export function bulletinFrom(look: Month): Bulletin {
  const { centre, period, f, version } = look
  const parts = partsOf(look)
  const identities = identitiesOf(look, parts)
  return {
    ...{ centre, period, version, asOf: new Date(look.now).toISOString() },
    contacts: {
      calls: f('calls'),
      answered: f('calls_answered'),
      answerRate: measured(look, 'answer-rate'),
      dispositions: shares(parts.dispositions),
    },
    requests: Object.fromEntries(COUNTS.map((c) => [c, f(c)])) as Bulletin['requests'],
    ...(Object.fromEntries(Object.entries(REPORTED).map(([name, code]) => [name, measured(look, code)])) as Record<
      keyof typeof REPORTED,
      Value
    >),
    ...waysIn(look, parts),
    types: shares(parts.types),
    ...hottest(look, parts.topics),
    marks: marksOf(look),
    campaigns: desksOf(look, 'campaign'),
    desks: desksOf(look, 'desk'),
    orders: { opened: f('orders'), mergedAway: f('merged_away'), closed: f('closed') },
    ...busiest(look, parts.units),
    paper: { saidSolved: f('unit_solved'), confirmed: f('solved'), suspected: f('paper_closed') },
    measures: measuresOf(look),
    identities,
    blocked: identities.some((i) => !i.holds),
  }
}

/** How a call ended, by its code in the figures. */
const ENDS: Readonly<Record<string, string>> = { ...DISPOSITIONS, missed: '未接', none: '没有处置结果' }
const MEDIA: Readonly<Record<string, string>> = { phone: '电话', online: '网上', counter: '窗口', transfer: '转来' }

export interface Parts {
  units: Ranked[]
  topics: Ranked[]
  types: Ranked[]
  media: Ranked[]
  online: Ranked[]
  dispositions: Ranked[]
}

/** What the figures have by each dimension, the most first. */
function partsOf(look: Month): Parts {
  const { policy, f } = look
  const { pack } = policy
  const by = grouped(look)
  const isOnline = ({ code }: Ranked) => pack.kinds.channels.some((c) => c.code === code && c.medium === 'online')
  return {
    units: by('unit', 'orders', (c) => policy.unit(c)?.name ?? c),
    topics: by('category', 'accepted', (c) => policy.category(c)?.name ?? c),
    types: pack.kinds.types
      .filter((t) => t.reportedAs === t.code)
      .map((t) => ({ code: t.code, label: t.label, count: f('accepted', 'type', t.code) }))
      .sort((a, b) => b.count - a.count),
    media: by('medium', 'accepted', (c) => MEDIA[c] ?? c),
    online: by('channel', 'accepted', (c) => policy.label('channels', c)).filter(isOnline),
    dispositions: by('disposition', 'contacts', (c) => ENDS[c] ?? c),
  }
}

const grouped =
  ({ sums, policy }: Month) =>
  (dimension: string, figure: string, label: (code: string) => string): Ranked[] => {
    const rows = [...sums].flatMap(([k, count]) => {
      const [d, code = '', fig] = k.split('|')
      return d === dimension && fig === figure && count ? [{ code, label: label(code), count }] : []
    })
    return ordered(rows, tiesOf(policy))
  }

/** 网上渠道: the whole is counted by medium, its parts by channel, so that a wrong part shows (INTAKE-05). */
function waysIn({ f }: Month, { media, online }: Parts): Pick<Bulletin, 'media' | 'phone' | 'online'> {
  const [accepted, whole, phone] = [f('accepted'), f('accepted', 'medium', 'online'), f('accepted', 'medium', 'phone')]
  return {
    media: shares(media),
    phone: { count: phone, percent: percent(phone, accepted) },
    online: { total: whole, ofAccepted: percent(whole, accepted), channels: shares(online) },
  }
}

/** 十大热点事项 (ANALYTIC-03). */
function hottest({ f, policy }: Month, topics: Ranked[]): Pick<Bulletin, 'topics' | 'topicsTop' | 'topicsRule'> {
  const { top, rule } = ranking(topics, policy.pack.topTopics.value, tiesOf(policy))
  return {
    topics: top.map((r) => ({ ...r, percent: percent(r.count, f('accepted')) })),
    topicsTop: rate(`前 ${top.length} 项占比`, total(top), f('accepted'), '受理总量'),
    topicsRule: rule,
  }
}

/** 承办量榜与集中度 (ANALYTIC-04). */
function busiest({ f, policy }: Month, units: Ranked[]): Pick<Bulletin, 'units' | 'unitsTop' | 'unitsRest' | 'unitsRule'> {
  const orders = f('orders')
  const { top, rest, rule } = ranking(units, policy.pack.topUnits.value, tiesOf(policy))
  const others = total(rest) + f('without_unit')
  return {
    units: units.map((r) => ({ ...r, percent: percent(r.count, orders) })),
    unitsTop: rate(`前 ${top.length} 家占比`, total(top), orders, '转办工单'),
    unitsRest: { count: others, percent: percent(others, orders) },
    unitsRule: rule,
  }
}
