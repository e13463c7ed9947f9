/**
 * From the published totals to all totals of the month: what follows from others is computed, what is not given is drawn, and what cannot
 * be true together is named. Every row of docs/profiles.md has its rule here.
 */
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from '../habits.ts'
import type { Random } from '../random.ts'
import type { Profile } from './form.ts'
import { countsOf, prints, wholesOf } from './printed.ts'
import { channelsOf, type Counts, marksOf, type MarkTotal, topicsOf, typesOf, unitsOf } from './parts.ts'

export interface Totals {
  /** As 2024-11. */
  month: string
  calls: { offered: number; answered: number }
  flow: Flow
  refused: number
  transferred: number
  history: number
  /** 催办; undefined: as many as people make. */
  urged?: number
  returned: number
  redone: number
  /** By reported type, leaf, channel, unit of the first round: each adds up. */
  types: Counts
  topics: Counts
  channels: Counts
  units: Counts
  marks: MarkTotal[]
  inTime: string[]
  rates: NonNullable<Profile['rates']>
}

/** 受理 = 当场答复 + 待分流 + 工单 + 并单 + 撤回. */
export interface Flow {
  accepted: number
  onTheSpot: number
  undecided: number
  orders: number
  merged: number
  withdrawn: number
}

export type Settled = { ok: true; totals: Totals } | { ok: false; faults: string[] }

export function settle(profile: Profile, policy: Policy, random: Random): Settled {
  const faults: string[] = []
  const { requests, orders = {}, rates = {} } = profile
  const flow = flowOf(profile, random, faults)
  const { accepted } = flow
  const parts = { profile, policy, random, faults }
  const types = typesOf(parts, accepted)
  const topics = topicsOf(parts, accepted)
  const channels = channelsOf(parts, accepted)
  const units = faults.some((f) => f.startsWith('requests：')) ? new Map<string, number>() : unitsOf(parts, flow.orders)
  const marks = marksOf(parts, accepted)
  const inTime = inTimeOf(parts)
  const phone = [...channels].reduce((n, [code, count]) => n + (isPhone(code, policy) ? count : 0), 0)
  const few = Math.floor(accepted * HABITS.refused)
  const refused = requests.refused ?? few
  const transferred = requests.transferred ?? 0
  const calls = callsOf(profile, phone + refused + transferred, random, faults)
  // What hangs on the flow says nothing while that is wrong.
  if (faults.some((f) => f.startsWith('requests：'))) return { ok: false, faults }
  const { returned = Math.round(flow.orders * HABITS.wrongFirst), redone = 0 } = orders
  if (returned > flow.orders) faults.push(`orders.returned：同意退单 ${returned} 次，多于工单 ${flow.orders} 件（一件至多演练退单一次）`)
  if (redone > flow.orders) faults.push(`orders.redone：重办 ${redone} 件，多于工单 ${flow.orders} 件`)
  if (redone > 0 && policy.pack.visit.redoMax.value < 1) faults.push('orders.redone：本中心的机制配置不允许重办')
  if (rates.solved !== undefined && policy.pack.visit.solvedBy.value === 'unit')
    faults.push('rates.solved：本中心的问题解决率以单位所填为准，总量表只能给出以回访为准的解决率')
  if ((requests.urged ?? 0) > 0 && flow.orders === 0) faults.push(`requests.urged：催办 ${requests.urged} 次，却没有可以催办的工单`)
  if (faults.length) return { ok: false, faults }
  const { history = 0, urged } = requests
  const whole = { month: profile.month, calls, flow, refused, transferred, history, urged, returned, redone }
  return { ok: true, totals: { ...whole, types, topics, channels, units, marks, inTime, rates } }
}

export const isPhone = (channel: string, { pack }: Policy) => pack.kinds.channels.some((c) => c.code === channel && c.medium === 'phone')

function flowOf({ requests, orders, rates }: Profile, random: Random, faults: string[]): Flow {
  const { accepted, undecided = 0 } = requests
  const total = orders?.total
  const [given, known] = [requests.merged ?? 0, requests.withdrawn ?? 0]
  const onTheSpot =
    requests.onTheSpot ??
    (total === undefined
      ? atOnce(accepted, undecided + given + known, rates?.onTheSpot, random)
      : accepted - undecided - total - given - known)
  if (rates?.onTheSpot !== undefined && !prints(onTheSpot, accepted, rates.onTheSpot))
    faults.push(`rates.onTheSpot：当场答复 ${onTheSpot} / 受理 ${accepted} 印不出 ${rates.onTheSpot}`)
  const sent = accepted - onTheSpot - undecided
  const beside = sent - (total ?? sent - given - known)
  const merged = requests.merged ?? beside - known
  const withdrawn = requests.withdrawn ?? beside - merged
  const flow = { accepted, onTheSpot, undecided, orders: sent - merged - withdrawn, merged, withdrawn }
  const sum = onTheSpot + undecided + (total ?? flow.orders) + merged + withdrawn
  if (onTheSpot < 0 || sent < 0 || merged < 0 || withdrawn < 0 || flow.orders < 0 || sum !== accepted)
    faults.push(
      `requests：受理 ${accepted} 件，与当场答复 ${requests.onTheSpot ?? '（未给）'}、待分流 ${undecided}、转办工单 ${total ?? '（未给）'}、并单 ${requests.merged ?? '（未给）'}、撤回 ${requests.withdrawn ?? '（未给）'} 不能相等（受理＝当场答复＋待分流＋转办工单＋并单＋撤回）`,
    )
  else if (merged > 0 && flow.orders === 0) faults.push(`requests.merged：并单 ${merged} 件，却没有可以并入的工单`)
  return flow
}

/** Of the counts that print as the rate one; without a rate about as many as hotlines answer at once. */
function atOnce(accepted: number, elsewhere: number, rate: string | undefined, random: Random): number {
  if (rate === undefined) return Math.floor((accepted - elsewhere) * (HABITS.onTheSpotShare + 0.05 * (random.next() - 0.5)))
  const counts = countsOf(rate, accepted)
  return counts.length ? random.pick(counts) : Math.round((accepted * Number.parseFloat(rate)) / 100)
}

function callsOf({ calls = {}, rates }: Profile, needed: number, random: Random, faults: string[]): Totals['calls'] {
  const rate = rates?.answered
  const { answered = answeredOf(calls.offered, rate, needed, random) } = calls
  const wholes = rate === undefined ? [] : wholesOf(rate, answered)
  const usual = Math.round(answered / (1 - HABITS.missed))
  const { offered = wholes.length ? random.pick(wholes) : usual } = calls
  if (answered > offered) faults.push(`calls：接听 ${answered} 通，多于呼入 ${offered} 通`)
  else if (rate !== undefined && offered > 0 && !prints(answered, offered, rate))
    faults.push(`rates.answered：接听 ${answered} / 呼入 ${offered} 印不出 ${rate}`)
  if (needed > 0 && answered === 0) faults.push(`calls.answered：电话诉求（含不予受理、转接）${needed} 件，却没有接听的来电`)
  return { offered, answered }
}

function answeredOf(offered: number | undefined, rate: string | undefined, needed: number, random: Random): number {
  if (offered === undefined) return Math.ceil(needed * (1 + HABITS.idle))
  const counts = rate === undefined ? [] : countsOf(rate, offered)
  return counts.length ? random.pick(counts) : Math.min(offered, Math.max(Math.round(offered * (1 - HABITS.missed)), needed))
}

function inTimeOf({ profile, policy, faults }: { profile: Profile; policy: Policy; faults: string[] }): string[] {
  const { marks } = policy.pack.kinds
  return (profile.inTime ?? []).flatMap((name) => {
    const found = marks.find((m) => m.code === name || m.label === name)
    if (!found) faults.push(`inTime：机制配置中没有标识“${name}”`)
    return found ? [found.code] : []
  })
}
