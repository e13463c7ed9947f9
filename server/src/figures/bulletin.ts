/** 月通报: the month's figures so far, each with its numerator and denominator; where an identity does not hold the report is blocked. */
import { DISPOSITIONS } from '@huying/core/contact/state'
import type { Policy } from '@huying/core/policy/policy'
import type { Shell } from '../shell/shell.ts'
import { type Measure, measuresOf } from './measures.ts'
import { lookAt, type Month } from './month.ts'
import { percent, type Rate, rate, type Share, shares } from './percent.ts'
import { closedRate, contactRate, onTimeRate, reachedRate, satisfiedRate, solvedRate, visitRate } from './rates.ts'

const COUNTS = ['accepted', 'answered', 'sent', 'undecided', 'refused', 'transferred', 'withdrawn', 'merged', 'urged', 'history'] as const

export interface Identity {
  text: string
  left: number
  right: number
  holds: boolean
}
export interface Bulletin {
  centre: string
  month: string
  asOf: string
  /** Pack version whose denominators are used. */
  version: number
  contacts: { calls: number; answered: number; answerRate: Rate; dispositions: Share[] }
  requests: Record<(typeof COUNTS)[number], number>
  onTheSpot: Rate
  types: Share[]
  topics: Share[]
  online: { total: number; ofAccepted: string | null; channels: Share[] }
  marks: Share[]
  orders: { opened: number; mergedAway: number; closed: number }
  units: Share[]
  unitsTop: Rate
  onTime: Rate
  closed: Rate
  visited: Rate
  reached: Rate
  satisfied: Rate
  solved: Rate
  contacted: Rate
  /** 疑似纸上办结: what units call solved and call-backs do not. */
  paper: { saidSolved: number; confirmed: number; suspected: number }
  measures: Measure[]
  identities: Identity[]
  /** An identity is broken: nothing may be printed from these figures. */
  blocked: boolean
}

/** `month` as 2024-11. Figures of requests accepted in the month, as they stand now. */
export const bulletinOf = async (shell: Shell, centre: string, month: string): Promise<Bulletin> =>
  bulletinFrom(await lookAt(shell, centre, month))

/** Everything the bulletin says is said by the look: by figures of this minute as by those that an edition froze. */
export function bulletinFrom(look: Month): Bulletin {
  const { centre, month, f, policy } = look
  const { pack } = policy
  const by = grouped(look)
  const units = by('unit', 'orders', (c) => policy.unit(c)?.name ?? c)
  const orders = f('orders')
  const accepted = f('accepted')
  const isOnline = (code: string) => pack.kinds.channels.some((c) => c.code === code && c.medium === 'online')
  const online = by('channel', 'accepted', (c) => policy.label('channels', c)).filter((r) => isOnline(r.code))
  const types = by('type', 'accepted', (c) => policy.label('types', c))
  const identities = identitiesOf(look, online, types)
  return {
    centre,
    month,
    asOf: new Date(look.now).toISOString(),
    version: look.version,
    contacts: {
      calls: f('calls'),
      answered: f('calls_answered'),
      answerRate: rate('接通率', f('calls_answered'), f('calls'), '总呼入'),
      dispositions: shares(by('disposition', 'contacts', (c) => ENDS[c] ?? c)),
    },
    requests: Object.fromEntries(COUNTS.map((c) => [c, f(c)])) as Bulletin['requests'],
    onTheSpot: rate('在线办结率', f('answered'), accepted, '受理总量'),
    types: shares(
      pack.kinds.types
        .filter((t) => t.reportedAs === t.code)
        .map((t) => ({ code: t.code, label: t.label, count: f('accepted', 'type', t.code) }))
        .sort((a, b) => b.count - a.count),
    ),
    topics: by('category', 'accepted', (c) => policy.category(c)?.name ?? c)
      .slice(0, pack.topTopics.value)
      .map((r) => ({ ...r, percent: percent(r.count, accepted) })),
    online: onlineOf(look, online),
    marks: by('mark', 'accepted', (c) => markLabel(c, policy)).map((r) => ({ ...r, percent: percent(r.count, accepted) })),
    orders: { opened: orders, mergedAway: f('merged_away'), closed: f('closed') },
    units: units.map((r) => ({ ...r, percent: percent(r.count, orders) })),
    unitsTop: rate(`前 ${pack.topUnits.value} 家占比`, total(units.slice(0, pack.topUnits.value)), orders, '转办工单'),
    onTime: onTimeRate(look),
    closed: closedRate(look),
    visited: visitRate(look),
    reached: reachedRate(look),
    satisfied: satisfiedRate(look),
    solved: solvedRate(look),
    contacted: contactRate(look),
    paper: { saidSolved: f('unit_solved'), confirmed: f('solved'), suspected: f('paper_closed') },
    measures: measuresOf(look),
    identities,
    blocked: identities.some((i) => !i.holds),
  }
}

/** How a call ended, by its code in the figures. */
const ENDS: Readonly<Record<string, string>> = { ...DISPOSITIONS, missed: '未接', none: '没有处置结果' }

interface Counted {
  code: string
  label: string
  count: number
}

const grouped =
  ({ sums }: Month) =>
  (dimension: string, figure: string, label: (code: string) => string): Counted[] =>
    [...sums]
      .flatMap(([k, count]) => {
        const [d, code = '', fig] = k.split('|')
        return d === dimension && fig === figure && count ? [{ code, label: label(code), count }] : []
      })
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))

const total = (rows: Counted[]) => rows.reduce((n, r) => n + r.count, 0)

/** 网上渠道: the whole is counted by medium, its parts by channel, so that a wrong part shows (INTAKE-05). */
const onlineOf = ({ f }: Month, channels: Counted[]): Bulletin['online'] => ({
  total: f('accepted', 'medium', 'online'),
  ofAccepted: percent(f('accepted', 'medium', 'online'), f('accepted')),
  channels: channels.map((r) => ({ ...r, percent: percent(r.count, f('accepted', 'medium', 'online')) })),
})

function identitiesOf({ f }: Month, online: Counted[], types: Counted[]): Identity[] {
  return [
    identity('受理 = 当场答复 + 转办 + 待分流', f('accepted'), f('answered') + f('sent') + f('undecided')),
    identity('转办 − 撤回 − 并单 = 工单', f('sent') - f('sent_withdrawn') - f('merged'), f('orders')),
    identity('网上渠道各项之和 = 网上渠道总数', total(online), f('accepted', 'medium', 'online')),
    identity('诉求类型各项之和 = 受理', total(types), f('accepted')),
  ]
}

const identity = (text: string, left: number, right: number): Identity => ({ text, left, right, holds: left === right })
const markLabel = (code: string, policy: Policy) => {
  const [kind = '', level] = code.split('.')
  const found = policy.pack.kinds.marks.find((m) => m.code === kind)
  const step = found?.levels?.find((l) => l.code === level)?.label
  return step ? `${found?.label}（${step}）` : (found?.label ?? code)
}
