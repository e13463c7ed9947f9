/** What GET /api/business/… answers (server/src/business/read.ts). */
import type { Source } from '@huying/core/kernel'

export interface UnitRow {
  code: string
  name: string
  short?: string
  kind: string
  parent?: string
  dutyPhone?: string
  succeededBy?: string
  assumed: boolean
  people: number
  liaisons: { name: string; phone: string | null; post: string }[]
}
export interface DutyRow {
  code: string
  region?: string
  unit?: string
  unitName?: string
  county: boolean
  gap: boolean
  assists: string[]
  clause?: string
  source?: Source
  assumed: boolean
  inherited: boolean
}
export interface MatterRow {
  code: string
  name: string
  group: string
  words: string[]
  requires: string[]
  assumed: boolean
  duties: DutyRow[]
  deadline?: { text: string; label: string; source?: Source; assumed: boolean }
}
export interface Setting<T> {
  value: T
  source?: Source
  assumed?: boolean
  note?: string
}
export interface CalendarAnswer {
  dayEnds: Setting<string>
  countsFirstDay: Setting<boolean>
  officeHours: Setting<unknown>
  extraHolidays: { day: string; label: string }[]
  extraWorkdays: { day: string; label: string }[]
  recalculations: Recalculation[]
  years: { year: string; provisional: boolean; holidays?: string[]; workdays?: string[]; source?: Source }[]
}
/** Orders or requests whose deadlines hung on a year that was then arranged. */
interface Progress {
  total: number
  left: number
  failed: number
}
export interface Recalculation {
  version: number
  years: string[]
  at: number
  by: string
  orders: Progress
  requests: Progress
}
export interface PostRow {
  code: string
  label: string
  belongs: 'centre' | 'unit' | 'system'
  pages: string[]
  commands: { code: string; label: string }[]
  sees: string[]
  note?: string
  secondFactor: boolean
  assumed: boolean
  holders: number
}
export interface AssumedRow {
  path: string
  part: string
  label: string
  value: string
  note?: string
  /** How another value is typed; without it the value is changed in the folder. */
  typed?: 'yesno' | 'number' | 'length' | 'text' | 'hours'
  raw?: unknown
}
export interface PacksAnswer {
  version: number
  versions: { version: number; publishedAt: number; by: string }[]
  assumed: AssumedRow[]
  folders: string[]
}

/** Shown beside every value that no document of the city states. */
export const ASSUMED = '〔默认，待确认〕'
