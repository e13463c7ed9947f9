/**
 * Small changes of the configuration from the desk: each becomes a new published version, checked like a folder. Most changes are
 * "this matter goes to that unit" (people.md 4-3), so that one is a form of two fields.
 */
import { formatDay, dayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { policyOf } from '@huying/core/policy/policy'
import { parsePack } from '@huying/core/policy/resolve'
import type { Duty, Pack } from '@huying/core/policy/schema'
import { lint } from '../cli/city.ts'
import { refuse } from '../errors.ts'
import { yearsArranged } from './recalculate.ts'
import type { Shell } from '../shell/shell.ts'

/** How often a change is made again on what somebody else published meanwhile. */
const TRIES = 5

/** Publishes the changed pack as the next version; a change that breaks the pack is refused with its first fault. */
export async function amend(shell: Shell, centre: string, by: string, change: (pack: Pack) => Pack, tries = TRIES): Promise<number> {
  const { policy, version } = await shell.packs.current(centre)
  const read = parsePack(change(policy.pack))
  if (!read.ok) return refuse('invalid', `没有通过检查：${read.faults[0]?.path ?? ''} ${read.faults[0]?.message ?? ''}`)
  const before = new Set(lint(policy.pack, policy))
  const fresh = lint(read.pack, policyOf(read.pack)).find((fault) => !before.has(fault))
  if (fresh) return refuse('invalid', `没有通过检查：${fresh}`)
  const published = await shell.packs.publish(centre, read.pack, by, shell.clock.now(), version)
  if (published > 0) {
    await yearsArranged(shell, centre, policy.pack, read.pack, published, by)
    return published
  }
  return tries > 1 ? amend(shell, centre, by, change, tries - 1) : refuse('already', '配置正被他人修改，请稍后再试')
}

export interface DutyChange {
  category: string
  unit: string
  /** Where it is written: 三定方案第×条. */
  clause: string
}

/** The matter goes to that unit everywhere; its old duties end today and stay in the list for what was dispatched before. */
export function withDuty(pack: Pack, { category, unit, clause }: DutyChange, now: Instant): Pack {
  const today = formatDay(dayOf(now))
  const made: Duty = { code: codeFor(pack, category), category, unit, clause, from: today, source: { title: clause } }
  const ended = formatDay((dayOf(now) - 1) as ReturnType<typeof dayOf>)
  const duties = pack.duties.map((duty) => (duty.category === category && (duty.to ?? today) >= today ? { ...duty, to: ended } : duty))
  return { ...pack, duties: [made, ...duties] }
}

function codeFor(pack: Pack, category: string): string {
  const taken = new Set(pack.duties.map((duty) => duty.code))
  for (let n = 1; ; n++) {
    const code = `${category}.desk${n}`
    if (!taken.has(code)) return code
  }
}

export const withPhone = (pack: Pack, unit: string, dutyPhone: string): Pack => ({
  ...pack,
  units: pack.units.map((one) => (one.code === unit ? { ...one, dutyPhone: dutyPhone || undefined } : one)),
})

/** The title of a document as it is kept: without the 《》 that stand around it wherever it is shown. */
export const bareTitle = (typed: string) => typed.trim().replace(/^《([^》]*)》$/, '$1')

export interface YearChange {
  year: string
  holidays: string[]
  workdays: string[]
  title: string
}

export const withYear = (pack: Pack, { year, holidays, workdays, title }: YearChange): Pack => ({
  ...pack,
  years: { ...pack.years, [year]: { holidays: [...holidays].sort(), workdays: [...workdays].sort(), source: { title } } },
})
