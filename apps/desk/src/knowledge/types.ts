/** Agreed answers as server/src/knowledge answers them. */
import type { Source } from '@huying/core/kernel'

export interface Entry {
  code: string
  version: number
  title: string
  category: string | null
  unit: string | null
  agentText: string
  citizenText: string
  source: (Source & { note?: string }) | null
  updatedAt: number
  words: string[]
  area: string
  fromDay: string | null
  toDay: string | null
  state: 'valid' | 'future' | 'expired' | 'retired'
  by: string
  versions: number
}
export const STATE_WORDS: Readonly<Record<Entry['state'], string>> = {
  valid: '在用',
  future: '未生效',
  expired: '已过期',
  retired: '已停用',
}

export interface AnswerTask {
  id: string
  kind: 'no_answer' | 'entry_review'
  stage: 'todo' | 'done' | 'cancelled'
  category?: string
  unit: string
  unitName: string
  what: string
  due?: number
  openedAt: number
  openedBy: string
  endedAt?: number
  endedBy?: string
  evidence?: string
  /** The entry that was published for it; of a review, the entry to look at again. */
  code: string | null
  /** Of that entry, for a review. */
  title: string | null
}
