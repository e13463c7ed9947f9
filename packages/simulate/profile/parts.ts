/** The parts of a whole: types, topics, channels, units, marks. What is listed stands, the rest is drawn over what is not listed. */
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from '../habits.ts'
import { type Random, shuffled } from '../random.ts'
import type { Profile } from './form.ts'

export type Counts = Map<string, number>
export interface MarkTotal {
  kind: string
  level?: string
  count: number
}
interface Parts {
  profile: Profile
  policy: Policy
  random: Random
  faults: string[]
}
interface Named {
  code: string
  names: (string | undefined)[]
}

export function typesOf({ profile, policy, random, faults }: Parts, accepted: number): Counts {
  const { types } = policy.pack.kinds
  const counted = types.filter((t) => t.reportedAs === t.code)
  const listed = read(
    'types',
    profile.types,
    counted.map((t) => ({ code: t.code, names: [t.label] })),
    faults,
    (name) => {
      const other = types.find((t) => t.code === name || t.label === name)
      const into = types.find((t) => t.code === other?.reportedAs)?.label
      return other ? `“${name}”统计时并入“${into}”，请加到该类` : undefined
    },
  )
  const others = counted.map((t) => t.code)
  const usual = (code: string) => HABITS.types[code] ?? HABITS.typesElse
  return filled({ place: 'types', what: '诉求类型', whole: accepted, listed, others, usual, random, faults })
}

export function topicsOf({ profile, policy, random, faults }: Parts, accepted: number): Counts {
  const { categories, topTopics } = policy.pack
  const leaves = categories.filter((c) => policy.isLeaf(c.code) && !c.succeededBy)
  const listed = read(
    'topics',
    profile.topics,
    leaves.map((c) => ({ code: c.code, names: [c.name] })),
    faults,
    (name) => (categories.some((c) => c.code === name || c.name === name) ? `“${name}”不是最末一级事项，请写到最末一级` : undefined),
  )
  const top = listed.size >= topTopics.value ? topTopics.value : undefined
  return filled({ place: 'topics', what: '事项', whole: accepted, listed, others: leaves.map((c) => c.code), top, random, faults })
}

export function unitsOf({ profile, policy, random, faults }: Parts, orders: number): Counts {
  const { topUnits } = policy.pack
  const units = policy.pack.units.filter((u) => u.kind !== 'centre')
  const listed = read(
    'units',
    profile.units,
    units.map((u) => ({ code: u.code, names: [u.name, u.short] })),
    faults,
  )
  const others = units.filter((u) => !u.parent).map((u) => u.code)
  const top = listed.size >= topUnits.value ? topUnits.value : undefined
  return filled({ place: 'units', what: '承办单位', whole: orders, listed, others, top, random, faults })
}

/** 各渠道: what is not listed came by telephone; 网上渠道合计 is spread over the online channels that are not listed. */
export function channelsOf({ profile, policy, random, faults }: Parts, accepted: number): Counts {
  const { channels } = policy.pack.kinds
  const listed = read(
    'channels',
    profile.channels,
    channels.map((c) => ({ code: c.code, names: [c.label] })),
    faults,
  )
  const isOnline = (code: string) => channels.some((c) => c.code === code && c.medium === 'online')
  const others = channels.filter((c) => c.medium === 'online' && c.reviewed && !listed.has(c.code)).map((c) => c.code)
  const parts = sum([...listed].filter(([code]) => isOnline(code)))
  const usual = listed.size || !others.length ? parts : Math.round(accepted * (1 - HABITS.channels.phone))
  const online = profile.online ?? usual
  if (online < parts || (online > parts && !others.length))
    faults.push(`online：网上渠道合计 ${online} 件，与所列各网上渠道之和 ${parts} 件不符`)
  else for (const [code, count] of spread(online - parts, others, Number.POSITIVE_INFINITY, random)) listed.set(code, count)
  const rest = accepted - sum([...listed])
  const phone = channels.find((c) => c.medium === 'phone' && !listed.has(c.code))
  if (rest < 0) faults.push(`channels：各渠道之和 ${accepted - rest} 件，多于受理 ${accepted} 件`)
  else if (rest > 0 && !phone) faults.push(`channels：各渠道之和 ${accepted - rest} 件，少于受理 ${accepted} 件，而没有未列出的电话渠道`)
  else if (phone && rest) listed.set(phone.code, rest)
  return listed
}

export function marksOf({ profile, policy, random, faults }: Parts, accepted: number): MarkTotal[] {
  const kinds = policy.pack.kinds.marks
  return Object.entries(profile.marks ?? {}).flatMap(([name, given]) => {
    const kind = kinds.find((k) => k.code === name || k.label === name)
    const place = `marks.${name}`
    if (!kind) return fault(faults, `${place}：机制配置中没有这种标识`)
    const levels = kind.levels ?? []
    if (typeof given !== 'number' && !levels.length) return fault(faults, `${place}：“${kind.label}”不分级别，请只写件数`)
    const byLevel =
      typeof given === 'number'
        ? spread(
            given,
            levels.map((l) => l.code),
            Number.POSITIVE_INFINITY,
            random,
          )
        : read(
            place,
            given,
            levels.map((l) => ({ code: l.code, names: [l.label] })),
            faults,
          )
    const total = typeof given === 'number' ? given : sum([...byLevel])
    if (total > accepted) return fault(faults, `${place}：${total} 件，多于受理 ${accepted} 件`)
    return levels.length ? [...byLevel].map(([level, count]) => ({ kind: kind.code, level, count })) : [{ kind: kind.code, count: total }]
  })
}

/** Names to codes; one thing may not be listed twice under two names. */
function read(
  place: string,
  given: Record<string, number> = {},
  things: Named[],
  faults: string[],
  hint: (name: string) => string | undefined = () => undefined,
): Counts {
  const out: Counts = new Map()
  for (const [name, count] of Object.entries(given)) {
    const exact = things.filter((t) => t.code === name)
    const found = exact.length ? exact : things.filter((t) => t.names.includes(name))
    const [one] = found
    if (!one) faults.push(`${place}：${hint(name) ?? `机制配置中没有“${name}”`}`)
    else if (found.length > 1) faults.push(`${place}：“${name}”不止一个，请写代码：${found.map((t) => t.code).join('、')}`)
    else if (out.has(one.code)) faults.push(`${place}：“${name}”列了两次`)
    else out.set(one.code, count)
  }
  return out
}

interface Fill {
  place: string
  what: string
  whole: number
  listed: Counts
  others: string[]
  /** So many are listed that they are the pack's list of the largest: the others stay below the least of them. */
  top?: number
  /** How much of the rest each of the others usually gets; drawn where nobody knows. */
  usual?: (code: string) => number
  random: Random
  faults: string[]
}

function filled({ place, what, whole, listed, others, top, usual, random, faults }: Fill): Counts {
  const rest = whole - sum([...listed])
  const open = others.filter((code) => !listed.has(code))
  if (rest < 0) return (void faults.push(`${place}：所列${what}之和 ${whole - rest} 件，多于总数 ${whole} 件`), listed)
  const least = top === undefined ? Number.POSITIVE_INFINITY : ([...listed.values()].sort((a, b) => b - a)[top - 1] ?? 0)
  // A tie with the last of the list is allowed only where the rest cannot be placed below it.
  const cap = rest <= Math.max(0, least - 1) * open.length ? Math.max(0, least - 1) : least
  if (rest > 0 && (!open.length || rest > cap * open.length)) {
    const room = open.length
      ? `其余 ${open.length} 个${what}每个不多于榜上最少的 ${least} 件，至多 ${least * open.length} 件`
      : `没有其余的${what}`
    faults.push(`${place}：所列${what}之和 ${whole - rest} 件，还差 ${rest} 件；${room}`)
    return listed
  }
  return new Map([...listed, ...spread(rest, open, cap, random, usual)])
}

/**
 * `amount` in whole pieces over `keys`, none above `cap`, by weights that are drawn: some get much, many get little; flatter where the cap
 * is near.
 */
export function spread(amount: number, keys: readonly string[], cap: number, random: Random, usual?: (key: string) => number): Counts {
  const out: Counts = new Map()
  let left = amount
  const even = amount / Math.max(1, keys.length) > cap / 5
  const drawn = () => (even ? 0.15 + random.next() : random.exponential(1) + 0.05)
  const weights = keys.map((key) => ({ key, weight: usual?.(key) ?? drawn() }))
  const total = weights.reduce((n, w) => n + w.weight, 0)
  for (const { key, weight } of weights) {
    const share = Math.min(cap, left, Math.floor((amount * weight) / total))
    out.set(key, share)
    left -= share
  }
  const order = shuffled(keys, random)
  for (let i = 0; left > 0 && order.length; i++) {
    const key = order[i % order.length] as string
    const now = out.get(key) ?? 0
    const more = Math.min(cap - now, left, Math.max(1, Math.ceil(left / order.length)))
    out.set(key, now + Math.max(0, more))
    left -= Math.max(0, more)
  }
  return out
}

const sum = (counts: readonly (readonly [string, number])[]) => counts.reduce((n, [, count]) => n + count, 0)
const fault = (faults: string[], text: string): never[] => {
  faults.push(text)
  return []
}
