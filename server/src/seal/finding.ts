/** What a verification finds, in words for the audit administrator. */
import type { Noun } from '@huying/core/kernel'
import type { Kind } from './members.ts'
import { RECORD_TABLES, RECORDS, type RecordTable } from './records.ts'

export const FOUND = {
  changed: '被改动',
  missing: '被删除',
  added: '是在程序之外添加的',
  moved: '次序被改动',
  row: '与经过不符',
  seal: '封存记录不符',
  figure: '统计数与工单不符',
  timer: '定时任务与工单不符',
  content: '内容与登记的校验值不符',
  lost: '的密钥已不在，经过中没有删除个人信息的记录',
  kept: '的密钥还在，经过中已记为删除个人信息',
  undestroyed: '的内容还在，经过中已记为删除',
} as const
export type FoundKind = keyof typeof FOUND

export interface Finding {
  code: FoundKind
  /** Where: a kind of member, a table, `seal`. */
  of: Kind | 'text_value' | 'assignment' | 'seal' | 'rollup' | 'job' | 'event'
  id: string
  /** Number of an event in its stream. */
  seq?: number
  message: string
}

const NOUN_WORDS: Record<Noun, string> = {
  ...{ contact: '来电', request: '诉求', order: '工单', visit: '回访', task: '任务', edition: '通报' },
  ...{ hold: '保全', disposal: '到期清理' },
}

export const isRecord = (kind: string): kind is RecordTable => (RECORD_TABLES as string[]).includes(kind)
export const labelOf = (kind: Kind): string => (isRecord(kind) ? RECORDS[kind].label : NOUN_WORDS[kind])
/** How a thing is called in a sentence: by its number where it has one. */
export const called = (kind: Kind, id: string, number?: string) => `${labelOf(kind)} ${number ?? id}`

/** Collects what is found. The first of each kind are kept in words, the rest are counted: somebody who changed a table changed it all. */
export class Findings {
  readonly kept: Finding[] = []
  private readonly keys = new Map<string, Finding>()
  count = 0

  constructor(private readonly most = 1000) {}

  add(finding: Finding) {
    const key = keyOf(finding)
    if (this.keys.has(key)) return
    this.count += 1
    if (this.kept.length >= this.most) return
    this.keys.set(key, finding)
    this.kept.push(finding)
  }

  /** Whether something is known of this member, or of any step of its stream. */
  about(kind: Kind, id: string): boolean {
    return this.kept.some((f) => f.of === kind && f.id === id)
  }
}

const keyOf = ({ code, of, id, seq }: Finding) => `${code} ${of} ${id} ${seq ?? ''}`
