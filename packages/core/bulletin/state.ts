/**
 * 通报: one edition (版) of a bulletin. 关账 freezes the facts of every row in its cohorts; figures, unit checks, texts and corrections
 * belong to the edition, and nothing that happens to an order later changes it. A correction is a new edition of the same period.
 */
import type { Instant, TextRef } from '../kernel.ts'
import type { Effect } from './adjust.ts'
import type { Link } from './loop.ts'

/** 数据关账 · 草稿 · 单位核对中 · 定稿 · 送审 · 已印发 · 已更正 · 已作废 (terms.md 2). */
export const EDITION_STAGES = ['closing', 'draft', 'checking', 'final', 'submitted', 'issued', 'corrected', 'void'] as const
export type EditionStage = (typeof EDITION_STAGES)[number]
/** 未印发: a period has at most one of these at a time. */
export const IN_WORK: readonly EditionStage[] = ['closing', 'draft', 'checking', 'final', 'submitted']

export interface Finding {
  /** What it looks like: phone, address, name … */
  kind: string
  /** Place in the text, in UTF-16 units, `to` excluded. */
  from: number
  to: number
  /** 复核: a false alarm, said by another person than the writer. */
  passed?: { by: string; why: TextRef; at: Instant }
}

export interface Written {
  text: TextRef
  by: string
  user: string
  at: Instant
  findings: Finding[]
}

/** 文字部分: what the centre wrote, what was asked of units and what they sent. */
export interface Section {
  written?: Written
  /** Task of each unit that was asked. */
  asked: Record<string, { task: string; due?: Instant }>
  sent: Record<string, Written>
}

export interface Cited {
  noun: string
  id: string
  number: string
}

export interface Objection {
  no: number
  unit: string
  fact: Cited
  /** Code of the pack's reasons; what it means for the figures if it is granted. */
  claim: string
  effect: Effect
  why: TextRef
  evidence: string[]
  by: string
  user: string
  at: Instant
  ruled?: { granted: boolean; why: TextRef; by: string; at: Instant }
}

/** What a granted objection leaves, in this edition and in one that corrects it. */
export interface Granted {
  fact: Cited
  unit: string
  claim: string
  effect: Effect
  /** Edition in which it was ruled. */
  edition: number
}

/** 闭环校验: orders answered by the cut-off, and how many of them lack which link (SEC-03). */
export interface LoopCount {
  total: number
  gaps: number
  missing: Partial<Record<Link, number>>
}

export interface Edition {
  id: string
  /** Code of the pack's bulletin. */
  kind: string
  /** Pack version whose words, denominators and terms this edition has. */
  version: number
  stage: EditionStage
  /** As 2024-11, 2024-W45, 2024-Q4, 2024 or 2024-11-01~2024-11-15 (`period.ts`), with its first and last day. */
  period: string
  first: string
  last: string
  cutoff: Instant
  /** 第 N 版. */
  no: number
  corrects?: string
  /** 上期: the edition of the period before that stood as issued when this one was closed. What it is compared with never changes. */
  previous?: { id: string; no: number; period: string }
  why?: TextRef
  closedBy: string
  closedByUser: string
  closedAt: Instant
  /** SM3 over the frozen facts; anyone can recompute it. */
  facts?: { count: number; hash: string }
  /** Units that have rows in it. */
  units: string[]
  loop?: LoopCount
  check?: { due: Instant; tasks: Record<string, string>; ended?: boolean }
  confirmed: Record<string, { by: string; at: Instant; tacit?: true }>
  objections: Objection[]
  /** Rulings taken over from the edition that this one corrects. */
  kept: Granted[]
  sections: Record<string, Section>
  finalised?: { by: string; user: string; at: Instant }
  submitted?: { by: string; user: string; at: Instant }
  issued?: { by: string; user: string; at: Instant; issue: Issue }
  correctedBy?: { id: string; no: number }
  /** 抽检漏检: counted against who published (SEC-05). */
  leaks: { section: string; what: TextRef; by: string; at: Instant; publisher: string }[]
}

/** 期号: within the year and since the beginning; a correction keeps that of the period. */
export interface Issue {
  year: number
  no: number
  total: number
}

export const sectionOf = (edition: Pick<Edition, 'sections'>, code: string): Section => edition.sections[code] ?? { asked: {}, sent: {} }
/** Units that the edition asks something of: to check their rows, or for a text. */
export const concerned = ({ units, sections }: Edition): string[] => [
  ...new Set([...units, ...Object.values(sections).flatMap(({ asked }) => Object.keys(asked))]),
]
export const openObjections = (edition: Edition) => edition.objections.filter((one) => !one.ruled)
export const unconfirmed = (edition: Edition) => edition.units.filter((unit) => !edition.confirmed[unit])

/** Every ruling that changes a row of this edition, its own and those it took over; of one row the last one holds. */
export function grantedOf(edition: Pick<Edition, 'objections' | 'kept' | 'no'>): Granted[] {
  const own = edition.objections
    .filter((one) => one.ruled?.granted)
    .map(({ fact, unit, claim, effect }) => ({ fact, unit, claim, effect, edition: edition.no }))
  return [...edition.kept, ...own]
}
