/** People as their administrators see them (server/src/account/people.ts). */
import type { Colleague, HeldRow, LentRow, Work } from '../account/types.ts'

export interface PersonRow {
  user_id: string
  login: string
  name: string
  phone: string | null
  unit: string | null
  outsourced: boolean
  locked_until: number | null
  closed_at: number | null
  last_login: number | null
  must_change: boolean
  has_factor: boolean
  factor_demanded: boolean
  posts: HeldRow[]
}
export interface PersonAnswer extends PersonRow {
  lent: LentRow[]
  work: Work
  colleagues: Colleague[]
}

export const PEOPLE = ['people'] as const
