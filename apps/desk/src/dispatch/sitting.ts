/** What one dispatcher has done since opening the page (本次): counts for the line above, and what can still be taken back. */
import { useSyncExternalStore } from 'react'

export interface SentLot {
  key: string
  at: number
  unit: string
  category: string
  orders: { id: string; number: string; title: string; assignment: number }[]
  /** How many came back, and why the rest did not. */
  recalled?: { count: number; kept: { label: string; message: string }[] }
}

interface Sitting {
  sent: readonly SentLot[]
  /** Put back with a reason in this sitting: not offered again by 取件 until the others are done. */
  skipped: Readonly<Record<string, string>>
  /** The group one was in, for the way back from an order's page. */
  place?: string
}

let now: Sitting = { sent: [], skipped: {} }
const listeners = new Set<() => void>()

function change(next: Partial<Sitting>) {
  now = { ...now, ...next }
  for (const listener of listeners) listener()
}

export const useSitting = (): Sitting =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => now,
  )

export const noteSent = (lot: SentLot) => change({ sent: [lot, ...now.sent] })
export const noteRecalled = (key: string, recalled: SentLot['recalled']) =>
  change({ sent: now.sent.map((lot) => (lot.key === key ? { ...lot, recalled } : lot)) })
export const noteSkipped = (id: string, why: string) => change({ skipped: { ...now.skipped, [id]: why } })
export const notePlace = (place: string) => change({ place })

/** Groups in the order they were first seen, so that the list does not jump under the eyes. */
const seen = new Map<string, number>()

/** Known groups keep their place, new ones come last. */
export function inSeenOrder<T extends { key: string }>(groups: readonly T[]): T[] {
  for (const { key } of groups) if (!seen.has(key)) seen.set(key, seen.size)
  return [...groups].sort((a, b) => (seen.get(a.key) ?? 0) - (seen.get(b.key) ?? 0))
}

/** Reasons for putting an order back (放回); the first two have a place in the line of the day's work. */
export const SKIPS = [
  { key: 'facts', label: '要素不全，退回补充' },
  { key: 'council', label: '职责不清，需会商' },
  { key: 'same', label: '疑似重复，待并单' },
  { key: 'later', label: '暂缓，稍后再派' },
] as const

/** 已派 412，退回补充 9，会商 6，剩 3 */
export function progressText({ sent, skipped }: Sitting, left: number | undefined): string {
  const out = sent.reduce((sum, lot) => sum + lot.orders.length - (lot.recalled?.count ?? 0), 0)
  const reasons = Object.values(skipped)
  const count = (label: string) => reasons.filter((why) => why === label).length
  const back = reasons.length - count(SKIPS[0].label) - count(SKIPS[1].label)
  return [
    `已派 ${out}`,
    `退回补充 ${count(SKIPS[0].label)}`,
    `会商 ${count(SKIPS[1].label)}`,
    ...(back > 0 ? [`放回 ${back}`] : []),
    `剩 ${left ?? '—'}`,
  ].join('，')
}
