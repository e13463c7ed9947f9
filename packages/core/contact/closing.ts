/** 来电关账 (INTAKE-18): every answered call has one result; 成单 + 非成单 = 接听, and each 非成单 says why. */
import { DISPOSITIONS, type Disposition, MAKES_REQUEST } from './state.ts'

/** Telephone calls of a period that are alike: their result, the merged line they came in on, whether somebody answered. */
export interface CallCount {
  disposition?: Disposition
  line?: string
  answered: boolean
  count: number
}

export interface Closing {
  /** 呼入. */
  calls: number
  /** 接听. */
  answered: number
  /** 未接. */
  missed: number
  /** 成单. */
  made: number
  /** 非成单. */
  unmade: number
  /** 悬空: answered and without a result; must be none at the close of the month. */
  uncoded: number
  reasons: { code: Disposition; label: string; count: number }[]
  /** By merged line (原热线); calls of the hotline's own number have no code. */
  lines: { code?: string; count: number; answered: number }[]
  holds: boolean
}

const sum = (rows: readonly CallCount[]) => rows.reduce((n, r) => n + r.count, 0)

export function closingOf(rows: readonly CallCount[]): Closing {
  const taken = rows.filter((r) => r.answered)
  const made = sum(taken.filter((r) => r.disposition && MAKES_REQUEST.includes(r.disposition)))
  const reasons = (Object.keys(DISPOSITIONS) as Disposition[])
    .filter((code) => !MAKES_REQUEST.includes(code))
    .map((code) => ({ code, label: DISPOSITIONS[code], count: sum(taken.filter((r) => r.disposition === code)) }))
    .filter((r) => r.count > 0)
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
  const unmade = reasons.reduce((n, r) => n + r.count, 0)
  const lines = [...new Set(rows.map((r) => r.line))].map((code) => {
    const own = rows.filter((r) => r.line === code)
    return { code, count: sum(own), answered: sum(own.filter((r) => r.answered)) }
  })
  const answered = sum(taken)
  return {
    calls: sum(rows),
    answered,
    missed: sum(rows) - answered,
    made,
    unmade,
    uncoded: sum(taken.filter((r) => r.disposition === undefined)),
    reasons,
    lines: lines.sort((a, b) => b.count - a.count || (a.code ?? '').localeCompare(b.code ?? '')),
    holds: made + unmade === answered,
  }
}
