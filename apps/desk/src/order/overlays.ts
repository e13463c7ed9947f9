/** Overlays of an order or a row: what is true besides its stage (terms.md 3). */
import type { OverlayItem } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { PENDING_WORDS, URGENCY_WORDS } from '../words.ts'
import type { OrderState } from './types.ts'

export interface RowMarks {
  urgency: string
  confidential: boolean
  members: number
  urges: number
  round: number
  pending: readonly string[]
  role?: string
}

export function rowOverlays(row: RowMarks, words: Catalogue): OverlayItem[] {
  const urgency = URGENCY_WORDS[row.urgency]
  return [
    ...(urgency ? [{ key: 'urgency', label: words.term(row.urgency, urgency), kind: 'urgent' as const }] : []),
    ...row.pending.map((one) => ({ key: one, label: PENDING_WORDS[one] ?? one })),
    ...(row.round > 1 ? [{ key: 'round', label: `${words.term('redo', '重办')}第 ${row.round - 1} 次` }] : []),
    ...(row.urges > 0 ? [{ key: 'urges', label: `催办 ${row.urges} 次` }] : []),
    ...(row.members > 1 ? [{ key: 'members', label: `${row.members} 人` }] : []),
    ...(row.confidential ? [{ key: 'confidential', label: '保密' }] : []),
    ...(row.role === 'assist' ? [{ key: 'role', label: '协办' }] : []),
  ]
}

export function orderOverlays(state: OrderState, words: Catalogue): OverlayItem[] {
  const members = state.members.filter(({ to }) => to === undefined).length
  const live = state.assignments.filter(({ round }) => round === state.rounds.length)
  const urgencies = new Set(Object.keys(URGENCY_WORDS))
  const extended = live.some(({ extensions }) => extensions.some(({ ruled }) => ruled?.granted))
  return [
    ...state.marks.map(({ kind, level, why }) => ({
      key: `mark ${kind} ${level ?? ''}`,
      label: words.markName(kind, level),
      kind: urgencies.has(kind) ? ('urgent' as const) : ('plain' as const),
      title: why,
    })),
    ...(state.holder && state.holder.until > Date.now()
      ? [{ key: 'held', label: `派单中（${state.holder.name}）`, kind: 'soft' as const }]
      : []),
    ...(members > 1 ? [{ key: 'members', label: `多人一诉（${members} 人）` }] : []),
    ...(state.urges.length > 0 ? [{ key: 'urges', label: `催办 ${state.urges.length} 次` }] : []),
    ...(state.rounds.length > 1 ? [{ key: 'round', label: `${words.term('redo', '重办')}第 ${state.rounds.length - 1} 次` }] : []),
    ...(live.some(({ returns }) => returns.some(({ ruled }) => !ruled)) ? [{ key: 'return', label: '退单待审' }] : []),
    ...(live.some(({ extensions }) => extensions.some(({ ruled }) => !ruled)) ? [{ key: 'extension', label: '延期待审' }] : []),
    ...(extended ? [{ key: 'extended', label: '已延期' }] : []),
    ...(live.some(({ pauses }) => pauses.some(({ ruled }) => !ruled)) ? [{ key: 'pause', label: '暂停待审' }] : []),
    ...(state.firstWrong ? [{ key: 'wrong', label: '首派有误' }] : []),
    ...(state.confidential ? [{ key: 'confidential', label: '保密' }] : []),
  ]
}
