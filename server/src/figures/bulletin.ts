/** 月通报: the month's figures so far, each with its numerator and denominator; identities checked (accepted = answered + sent + undecided). */
import { formatDay, parseDay, plusDays } from '@huying/core/calendar'
import type { Policy } from '@huying/core/policy/policy'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { runningLate, sumFigures } from './store.ts'

export interface Rate {
  label: string
  numerator: number
  denominator: number
  /** Percent with two decimals, or null where the denominator is zero (shown as —). */
  percent: string | null
  /** 分母口径. */
  among: string
}
export interface Share {
  code: string
  label: string
  count: number
  percent: string | null
}
export interface Bulletin {
  centre: string
  month: string
  asOf: string
  contacts: { calls: number; answered: number; answerRate: Rate; dispositions: Share[] }
  requests: {
    accepted: number
    answered: number
    sent: number
    undecided: number
    refused: number
    transferred: number
    withdrawn: number
    merged: number
    urged: number
  }
  onTheSpot: Rate
  types: Share[]
  topics: Share[]
  online: { total: number; channels: Share[] }
  marks: Share[]
  orders: { opened: number; mergedAway: number; closed: number }
  units: Share[]
  unitsTop: Rate
  onTime: Rate
  visited: Rate
  reached: Rate
  satisfied: Rate
  solved: Rate
  contacted: Rate
  identities: { text: string; left: number; right: number; holds: boolean }[]
}

export const rate = (label: string, numerator: number, denominator: number, among: string): Rate => ({
  label,
  numerator,
  denominator,
  percent: percent(numerator, denominator),
  among,
})

/** Two decimals, rounded half up on exact integers; null for a zero denominator. */
export function percent(n: number, d: number): string | null {
  if (d === 0) return null
  const hundredths = Math.floor((n * 20_000 + d) / (2 * d))
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`
}

/** Shares that add up to 100.00 %: largest remainders get the missing hundredths (最大余数法). */
export function shares(rows: { code: string; label: string; count: number }[]): Share[] {
  const total = rows.reduce((n, r) => n + r.count, 0)
  if (!total) return rows.map((r) => ({ ...r, percent: null }))
  const parts = rows.map((r, i) => ({ i, floor: Math.floor((r.count * 10_000) / total), rest: (r.count * 10_000) % total }))
  const missing = 10_000 - parts.reduce((n, p) => n + p.floor, 0)
  const lifted = new Set(
    [...parts]
      .sort((a, b) => b.rest - a.rest || a.i - b.i)
      .slice(0, missing)
      .map((p) => p.i),
  )
  return rows.map((r, i) => {
    const h = (parts[i]?.floor ?? 0) + (lifted.has(i) ? 1 : 0)
    return { ...r, percent: `${Math.floor(h / 100)}.${String(h % 100).padStart(2, '0')}%` }
  })
}

/** `month` as 2024-11. Figures of requests accepted in the month, as they stand now. */
export async function bulletinOf(shell: Shell, centre: string, month: string): Promise<Bulletin> {
  const { policy } = await shell.packs.current(centre)
  const first = `${month}-01`
  const last = formatDay(plusDays(parseDay(nextMonth(month)), -1))
  const now = shell.clock.now()
  const sums = await sumFigures(shell.pool, centre, first, last)
  const f = (figure: string, dimension = 'all', key = 'all') => sums.get(`${dimension}|${key}|${figure}`) ?? 0
  const by = (dimension: string, figure: string, label: (code: string) => string) =>
    [...sums]
      .flatMap(([k, count]) => {
        const [d, code = '', fig] = k.split('|')
        return d === dimension && fig === figure && count ? [{ code, label: label(code), count }] : []
      })
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
  const { pack } = policy
  const reported = pack.kinds.types.filter((t) => t.reportedAs === t.code)
  const units = by('unit', 'orders', (c) => policy.unit(c)?.name ?? c)
  const topUnits = units.slice(0, pack.topUnits.value)
  const orders = f('orders')
  const late = f('finished_late', 'all') + (await runningLate(shell.pool, centre, first, last, ts(now) ?? ''))
  const isOnline = (code: string) => pack.kinds.channels.find((c) => c.code === code)?.medium !== 'phone'
  const online = by('channel', 'accepted', (c) => policy.label('channels', c)).filter((r) => isOnline(r.code))
  const [accepted, answered, sent, undecided] = [f('accepted'), f('answered'), f('sent'), f('undecided')]
  return {
    centre,
    month,
    asOf: new Date(now).toISOString(),
    contacts: {
      calls: f('calls'),
      answered: f('calls_answered'),
      answerRate: rate('接通率', f('calls_answered'), f('calls'), '总呼入'),
      dispositions: shares(by('disposition', 'contacts', (c) => c)),
    },
    requests: {
      accepted,
      answered,
      sent,
      undecided,
      refused: f('refused'),
      transferred: f('transferred'),
      withdrawn: f('withdrawn'),
      merged: f('merged'),
      urged: f('urged'),
    },
    onTheSpot: rate('在线办结率', answered, accepted, '受理总量'),
    types: shares(
      reported.map((t) => ({ code: t.code, label: t.label, count: f('accepted', 'type', t.code) })).sort((a, b) => b.count - a.count),
    ),
    topics: by('category', 'accepted', (c) => policy.category(c)?.name ?? c)
      .slice(0, pack.topTopics.value)
      .map((r) => ({ ...r, percent: percent(r.count, accepted) })),
    online: { total: online.reduce((n, r) => n + r.count, 0), channels: online.map((r) => ({ ...r, percent: null })) },
    marks: by('mark', 'accepted', (c) => markLabel(c, policy)).map((r) => ({ ...r, percent: percent(r.count, accepted) })),
    orders: { opened: orders, mergedAway: f('merged_away'), closed: f('closed') },
    units: units.map((r) => ({ ...r, percent: percent(r.count, orders) })),
    unitsTop: rate(
      `前 ${pack.topUnits.value} 家占比`,
      topUnits.reduce((n, r) => n + r.count, 0),
      orders,
      '转办工单',
    ),
    onTime: rate('按时办结率', f('dispatched') - late, f('dispatched'), '已派工单'),
    visited: rate('回访率', f('visited'), f('visit_due'), '应回访'),
    reached: rate('有效回访率', f('reached'), f('visit_due'), '应回访'),
    satisfied: rate(
      '群众满意率',
      f(pack.visit.countsRedo.value === 'first' ? 'satisfied_first' : 'satisfied'),
      f(pack.visit.countsRedo.value === 'first' ? 'rated_first' : 'rated'),
      '有效评价',
    ),
    solved: rate('问题解决率', f('solved'), f('solved_known'), '回访确认解决状态'),
    contacted: rate('群众联系率', f('contacted'), f('dispatched'), '已派工单'),
    identities: [
      identity('受理 = 当场答复 + 转办 + 待分流', accepted, answered + sent + undecided),
      identity('转办 − 并单 = 工单', sent - f('merged'), orders),
    ],
  }
}

const identity = (text: string, left: number, right: number) => ({ text, left, right, holds: left === right })
const markLabel = (code: string, policy: Policy) => {
  const [kind = '', level] = code.split('.')
  const found = policy.pack.kinds.marks.find((m) => m.code === kind)
  const step = found?.levels?.find((l) => l.code === level)?.label
  return step ? `${found?.label}（${step}）` : (found?.label ?? code)
}
const nextMonth = (month: string) => {
  const [y = 0, m = 0] = month.split('-').map(Number)
  return m === 12 ? `${y + 1}-01-01` : `${y}-${String(m + 1).padStart(2, '0')}-01`
}
