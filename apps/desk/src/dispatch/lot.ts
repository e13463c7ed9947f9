/** 一批: up to twenty orders of one group that go out together, and those among them that had better not. */
import type { OverlayItem } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import type { OrderAnswer } from '../order/types.ts'
import { dueText, nowMs } from '../time.ts'
import { URGENCY_WORDS } from '../words.ts'
import type { OrderRow } from './view.ts'

/** Mine first, then free ones, then what others hold; urgent before the rest, the oldest first. */
export function lotOf(rows: readonly OrderRow[], me: string, skipped: Readonly<Record<string, string>>, size: number): OrderRow[] {
  const open = rows.filter(({ id }) => !(id in skipped))
  const offered = open.length > 0 ? open : rows
  const mine = offered.filter(({ holder }) => holder === me)
  if (mine.length > 0) return [...mine].sort(byAge).slice(0, size)
  return [...offered].sort((a, b) => Number(a.holder !== null) - Number(b.holder !== null) || byAge(a, b)).slice(0, size)
}
const byAge = (a: OrderRow, b: OrderRow) =>
  Number(b.urgency === 'major') - Number(a.urgency === 'major') || a.opened_at - b.opened_at || a.number.localeCompare(b.number)

/** The colleague who works on it now, if his lease still runs. */
export function heldBy(view: OrderAnswer | undefined, me: string, now = nowMs()): string | undefined {
  const holder = view?.state.holder
  return holder && holder.user !== me && holder.until > now ? holder.name : undefined
}

/** Why a row does not go with the others (移出), compared with what most of them are. */
export function differences(views: readonly OrderAnswer[], me: string, words: Pick<Catalogue, 'unitShort'>): Map<string, string> {
  const usual = {
    rule: most(views.map(ruleOf)),
    assists: most(views.map(assistsOf)),
    confidential: most(views.map(({ state }) => String(state.confidential))),
  }
  const found = new Map<string, string>()
  for (const view of views) {
    const why = difference(view)
    if (why) found.set(view.id, why)
  }
  return found

  function difference(view: OrderAnswer): string | undefined {
    const { state } = view
    const holder = heldBy(view, me)
    if (holder) return `${holder} 正在处理`
    const returned = state.assignments.flatMap(({ unit, returns }) =>
      returns.some(({ ruled }) => ruled?.granted) ? [words.unitShort(unit)] : [],
    )
    if (returned.length > 0) return `${returned.join('、')}退单已获同意，请重新确定承办单位`
    if (String(state.confidential) !== usual.confidential) return state.confidential ? '保密件，请单独核看后派发' : '本件不保密'
    if (ruleOf(view) !== usual.rule) return `派单依据与本组不同：${state.proposal?.why ?? '没有建议'}`
    if (assistsOf(view) !== usual.assists) {
      const assists = state.proposal?.assists ?? []
      return assists.length > 0 ? `建议协办 ${assists.map(words.unitShort).join('、')}，与本组不同` : '本件建议不设协办'
    }
    return undefined
  }
}

/** Two entries of the duty list that say the same (one for each district) are the same ground. */
const ruleOf = ({ state }: OrderAnswer) => state.proposal?.why ?? ''
const assistsOf = ({ state }: OrderAnswer) => [...(state.proposal?.assists ?? [])].sort().join(' ')

function most(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

export const usualAssists = (views: readonly OrderAnswer[]): string[] => most(views.map(assistsOf))?.split(' ').filter(Boolean) ?? []

/** 11-15 周五 24:00（12 件）, the earliest first: by when these persons are to be answered. */
export function deadlines(views: readonly OrderAnswer[]): { text: string; count: number }[] {
  const dues = views.map(({ members }) => members.reduce((least, { answerBy }) => Math.min(least, answerBy ?? Infinity), Infinity))
  const counts = new Map<string, number>()
  for (const due of dues.sort((x, y) => x - y)) {
    const text = due === Infinity ? '未定' : dueText(due)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => ({ text, count }))
}

/** Number the lead gets when this order is sent now; undoing names it. */
export const nextAssignment = ({ state }: OrderAnswer) => state.assignments.reduce((most, { no }) => Math.max(most, no), 0) + 1

/** Chips behind the title: what changes the dispatcher's mind. */
export function chipsOf(row: OrderRow, view: OrderAnswer | undefined, words: Pick<Catalogue, 'markName'>): OverlayItem[] {
  const urgency = URGENCY_WORDS[row.urgency]
  const marks = (view?.state.marks ?? []).filter(({ kind }) => !(kind in URGENCY_WORDS))
  return [
    ...(urgency ? [{ key: 'urgency', label: urgency, kind: 'urgent' as const }] : []),
    ...(row.confidential ? [{ key: 'secret', label: '保密' }] : []),
    ...(row.round > 1 ? [{ key: 'round', label: `重办第 ${row.round - 1} 次` }] : []),
    ...(row.members > 1 ? [{ key: 'members', label: `多人一诉（${row.members} 人）` }] : []),
    ...(row.urges > 0 ? [{ key: 'urges', label: `催办 ${row.urges} 次` }] : []),
    ...marks.map(({ kind, level }) => ({ key: kind, label: words.markName(kind, level) })),
  ]
}
