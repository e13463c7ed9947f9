/** 通报 as a row, and what of it a unit may know before it is issued: its own part. */
import type { FactRow } from '@huying/core/condition'
import { isCentre } from '@huying/core/access/permit'
import { concerned, type Edition, type Section } from '@huying/core/bulletin/state'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { ts } from '../db.ts'
import type { RowSpec } from '../shell/rows.ts'

export const editionRow: Omit<RowSpec<Edition>, 'scope' | 'seen'> = {
  table: 'edition',
  columns: {
    ...{ stage: 'text', kind: 'text', period: 'text', no: 'integer', units: 'text[]', cutoff_at: 'timestamptz' },
    ...{ issue_year: 'integer', issue_no: 'integer', issue_total: 'integer' },
  },
  row: (e) => ({
    ...{ stage: e.stage, kind: e.kind, period: e.period, no: e.no, units: concerned(e), cutoff_at: ts(e.cutoff) },
    issue_year: e.issued?.issue.year ?? null,
    issue_no: e.issued?.issue.no ?? null,
    issue_total: e.issued?.issue.total ?? null,
  }),
}

export const editionScope = (e: Edition): FactRow => ({ stage: e.stage, units: concerned(e) })

const isPublished = ({ stage }: Edition) => stage === 'issued' || stage === 'corrected'

/** A unit sees its own check, its own objections and its own texts; what was issued, everybody reads, and not how it came about. */
export function editionSeen(e: Edition, actor: Actor, policy: Policy): unknown {
  if (isCentre(actor, policy)) return e
  const { unit } = actor
  const own = <T>(of: Record<string, T>): Record<string, T> => (of[unit] === undefined ? {} : { [unit]: of[unit] })
  const section = ({ written, asked, sent }: Section): Section => ({
    ...(isPublished(e) ? { written } : {}),
    asked: own(asked),
    sent: own(sent),
  })
  return {
    ...e,
    units: e.units.filter((one) => one === unit),
    loop: undefined,
    leaks: [],
    check: e.check && { ...e.check, tasks: own(e.check.tasks) },
    confirmed: own(e.confirmed),
    objections: e.objections.filter((one) => one.unit === unit),
    kept: e.kept.filter((one) => one.unit === unit),
    sections: Object.fromEntries(Object.entries(e.sections).map(([code, one]) => [code, section(one)])),
  }
}
