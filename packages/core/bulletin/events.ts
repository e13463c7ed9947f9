import type { Instant, TextRef } from '../kernel.ts'
import type { Cited, Edition, Finding, Issue, LoopCount, Objection, Section } from './state.ts'

export type ClosedFields = Pick<
  Edition,
  'id' | 'kind' | 'version' | 'period' | 'first' | 'last' | 'cutoff' | 'no' | 'corrects' | 'previous' | 'why' | 'kept'
> & { sections: Record<string, Section> }
/** Editions of the days when there were only months are journalled with `month` in place of `period`. */
type Recorded = Omit<ClosedFields, 'period'> & { period?: string; month?: string }
type By = { by: string; user: string }
type Words = { section: string; text: TextRef; findings: Omit<Finding, 'passed'>[] }

export type EditionEvent =
  | ({ type: 'closed'; fields: Recorded } & By)
  | { type: 'frozen'; facts: { count: number; hash: string }; units: string[]; loop: LoopCount }
  | ({ type: 'written' } & Words & By)
  | { type: 'passed'; section: string; from: number; why: TextRef; by: string }
  | { type: 'asked'; section: string; tasks: Record<string, string>; what: TextRef; due: Instant; by: string }
  | ({ type: 'sent'; unit: string } & Words & By)
  | { type: 'check_begun'; what: TextRef; due: Instant; tasks: Record<string, string>; by: string }
  | ({ type: 'objected' } & Pick<Objection, 'no' | 'unit' | 'claim' | 'effect' | 'why' | 'evidence'> & { fact: Cited } & By)
  | { type: 'ruled'; no: number; granted: boolean; why: TextRef; by: string }
  | { type: 'confirmed'; unit: string; by: string }
  | { type: 'check_ended'; tacit: string[] }
  | ({ type: 'finalised' } & By)
  | ({ type: 'submitted' } & By)
  | { type: 'sent_back'; why: TextRef; by: string }
  | ({ type: 'issued'; issue: Issue } & By)
  | { type: 'superseded'; id: string; no: number }
  | { type: 'leaked'; section: string; what: TextRef; publisher: string; by: string }
  | { type: 'voided'; why: TextRef; by: string }
