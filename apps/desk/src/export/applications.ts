/** 超量导出申请: one's own; all of them for whoever approves. */
import { get } from '../api.ts'
import type { ExportKind, ExportQuery } from './said.ts'

export interface Application {
  id: string
  at: number
  actor: string
  name: string | null
  why: string
  what: ExportKind
  query: ExportQuery
  approved: boolean
  /** The approval holds until then. */
  until?: number
  over: boolean
}

export const APPLICATIONS = ['exports'] as const
export const getApplications = () => get<{ approves: boolean; rows: Application[] }>('/api/export/applications')
