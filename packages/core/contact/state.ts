/** 来电 / 来件: one call, letter or message. Ends with exactly one disposition; yields none, one or several requests (INTAKE-18). */
import type { Instant, TextRef } from '../kernel.ts'

/** 来电处置结果 (terms.md 5). The order is their weight: what a call led to outranks what was merely asked in it. */
export const DISPOSITIONS = {
  registered: '登记诉求',
  answered: '当场答复',
  withdrawn: '撤回诉求',
  rated: '评价（不满意要求重办）',
  appended: '补充',
  urged: '催办',
  asked: '查询进度',
  visit_call: '回访来电（回呼）',
  transferred_110: '转接 110 / 119 / 120 / 122',
  transferred: '转接分中心',
  expert: '转接专家/专席',
  silent: '无声',
  misdialled: '误拨',
  broken: '中断（未回拨）',
  broken_called_back: '中断（已回拨）',
  nuisance: '骚扰',
  crisis: '心理危机（已转处置）',
  internal: '内部来电',
  test: '测试',
} as const
export type Disposition = keyof typeof DISPOSITIONS

/** 成单: the call left a request behind. All other results are 非成单, each with its reason (INTAKE-18). */
export const MAKES_REQUEST: readonly Disposition[] = ['registered', 'answered']

/** Dispositions an agent may give by hand; the others come from what was done. */
export const BY_HAND: readonly Disposition[] = [
  'visit_call',
  'transferred_110',
  'transferred',
  'expert',
  'silent',
  'misdialled',
  'broken',
  'broken_called_back',
  'nuisance',
  'crisis',
  'internal',
  'test',
]

export interface ContactRecord {
  id: string
  version: number
  stage: 'ringing' | 'open' | 'done' | 'missed'
  channel: string
  medium: string
  line?: string
  number?: TextRef
  callId?: string
  startedAt: Instant
  answeredAt?: Instant
  endedAt?: Instant
  agent?: { user: string; name: string }
  disposition?: Disposition
  requests: string[]
  erasedAt?: Instant
}
