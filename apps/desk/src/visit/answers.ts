/** The three questions of a call-back and what a key answers. A question nobody answered stays without an answer; it is never satisfaction. */
import { RESOLUTIONS } from '@huying/core/request/state'
import type { Resolution } from '@huying/core/request/state'
import { RESOLUTION_WORDS } from '../words.ts'

/** Undefined: not asked yet. Null: asked, no answer. */
export interface Answers {
  contacted?: boolean | null
  solved?: Resolution | null
  satisfied?: string | null
  reasons: string[]
  words: string
}
export const NOTHING: Answers = { reasons: [], words: '' }

export type Step = 'contacted' | 'solved' | 'satisfied' | 'reasons' | 'ready'
export interface Scale {
  code: string
  label: string
  satisfied: boolean
}
export interface Choice {
  /** The digit that chooses it. */
  digit: string
  code: string
  label: string
}

/** 0 says: 未作答. */
const SILENT: Choice = { digit: '0', code: '', label: '未作答' }
const numbered = (options: readonly { code: string; label: string }[]): Choice[] =>
  options.map(({ code, label }, index) => ({ digit: String(index + 1), code, label }))

export const CONTACTED = [
  ...numbered([
    { code: 'yes', label: '联系过' },
    { code: 'no', label: '没有联系' },
  ]),
  SILENT,
]
export const SOLVED = [...numbered(RESOLUTIONS.map((code) => ({ code, label: RESOLUTION_WORDS[code] }))), SILENT]
export const satisfiedChoices = (scale: readonly Scale[]) => [...numbered(scale), SILENT]
export const reasonChoices = (reasons: readonly { code: string; label: string }[]) => numbered(reasons)

export const isBad = ({ satisfied }: Answers, scale: readonly Scale[]): boolean =>
  scale.some(({ code, satisfied: good }) => code === satisfied && !good)

/** The question that comes next. */
export function stepOf(answers: Answers, scale: readonly Scale[]): Step {
  if (answers.contacted === undefined) return 'contacted'
  if (answers.solved === undefined) return 'solved'
  if (answers.satisfied === undefined) return 'satisfied'
  return isBad(answers, scale) && answers.reasons.length === 0 ? 'reasons' : 'ready'
}

/** May it be recorded? A person who answered nothing at all was not called back. */
export const isComplete = (answers: Answers, scale: readonly Scale[]): boolean =>
  stepOf(answers, scale) === 'ready' && [answers.contacted, answers.solved, answers.satisfied].some((one) => one !== null)

export type Question = 'contacted' | 'solved' | 'satisfied'

export function choose(answers: Answers, question: Question, code: string): Answers {
  switch (question) {
    case 'contacted':
      return { ...answers, contacted: code === '' ? null : code === 'yes' }
    case 'solved':
      return { ...answers, solved: RESOLUTIONS.find((one) => one === code) ?? null }
    case 'satisfied':
      return { ...answers, satisfied: code || null, reasons: [] }
  }
}

export const toggleReason = (answers: Answers, code: string): Answers => ({
  ...answers,
  reasons: answers.reasons.includes(code) ? answers.reasons.filter((one) => one !== code) : [...answers.reasons, code],
})

/** Which choice of a question is taken now. */
export function chosen(answers: Answers, question: Question): string | undefined {
  const value = answers[question]
  if (value === undefined) return undefined
  if (value === null) return ''
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
}

/** The last answer is taken back. */
export function back(answers: Answers): Answers {
  if (answers.reasons.length > 0) return { ...answers, reasons: answers.reasons.slice(0, -1) }
  if (answers.satisfied !== undefined) return { ...answers, satisfied: undefined }
  if (answers.solved !== undefined) return { ...answers, solved: undefined }
  return { ...answers, contacted: undefined }
}

/** Input of visit.record: what was not answered is left out. */
export function recordInput({ contacted, solved, satisfied, reasons, words }: Answers): object {
  return {
    ...(typeof contacted === 'boolean' ? { contacted } : {}),
    ...(solved ? { solved } : {}),
    ...(satisfied ? { satisfied } : {}),
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(words.trim() ? { words: words.trim() } : {}),
  }
}
