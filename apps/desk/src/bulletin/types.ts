/** What the server answers about editions of a bulletin (server/src/bulletin). */
import type { EditionStage, Finding, Objection, Section } from '@huying/core/bulletin/state'
import type { EditionPeriod } from '@huying/core/bulletin/period'
import type { Link } from '@huying/core/bulletin/loop'
import type { ErrorBody } from '../api.ts'
import type { Rate } from '@huying/core/measure/rounding'
import type { Bulletin, UnitFigures } from '../figures/types.ts'

export interface EditionLine {
  id: string
  kind: string
  period: string
  no: number
  stage: EditionStage
  cutoff: number
  title: string
  number: string | null
  issuedAt?: number
  facts?: number
}
export interface EditionList {
  kinds: { code: string; label: string; period: EditionPeriod }[]
  mayClose: boolean
  rows: EditionLine[]
}

/** Words in place of references. */
type Told<T, K extends keyof T> = Omit<T, K> & Record<K, string>
type ToldFinding = Omit<Finding, 'passed'> & { passed?: { by: string; why: string; at: number } }
export interface ToldWritten {
  text: string
  by: string
  at: number
  findings: ToldFinding[]
}
export type ToldObjection = Omit<Told<Objection, 'why'>, 'ruled'> & { ruled?: { granted: boolean; why: string; by: string; at: number } }

export interface EditionState {
  id: string
  period: string
  stage: EditionStage
  no: number
  cutoff: number
  facts?: { count: number; hash: string }
  units: string[]
  loop?: { total: number; gaps: number; missing: Partial<Record<Link, number>> }
  check?: { due: number; ended?: boolean }
  confirmed: Record<string, { by: string; at: number; tacit?: true }>
  objections: ToldObjection[]
  sections: Record<string, Pick<Section, 'asked'> & { written?: ToldWritten; sent: Record<string, ToldWritten> }>
  correctedBy?: { id: string; no: number }
  corrects?: string
}
export interface Part {
  code: string
  title: string
  figures?: 'running' | 'handling'
  asks?: { what: string }
}
interface Offer {
  command: string
  button: string
}
export interface EditionAnswer {
  id: string
  state: EditionState
  open: Offer[]
  barred: (Offer & { refusal: ErrorBody })[]
  title: string
  number: string | null
  sections: Part[]
  claims: { code: string; label: string }[]
  central: boolean
}

export type Piece = string | { value: string; title: string; count: number; figure: string } | { value: string; name: string; rate: Rate }
/** A table as it is printed. */
export interface Table {
  title: string
  head: string[]
  rows: string[][]
  note?: string
}
export interface Sheet {
  period: string
  no: number
  stage: EditionStage
  cutoff: number
  title: string
  number: string | null
  issuedAt: number | null
  sections: { code: string; title: string; figures?: 'running' | 'handling'; paragraphs: Piece[][]; tables: Table[] }[]
  addressees: { label: string; names: string[] }[]
  rulings: { number: string; unit: string; claim: string; effect: string; edition: number }[]
  compared?: {
    period: string
    no: number
    figures: {
      label: string
      before: string
      after: string
      change: string | null
      growth: string | null
      count?: number
      figure?: string
      rate?: string
    }[]
  }
  changes?: { no: number; figures: { label: string; before: string; after: string }[] }
  figures: Bulletin
  units: UnitFigures[]
  facts: { count: number; hash: string }
}

export interface Gap {
  order: string
  number: string
  unit: string | null
  missing: Link[]
}
