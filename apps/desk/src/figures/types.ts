/** What the server answers about a month (server/src/figures). */
import type { Source } from '@huying/core/kernel'
import type { Rate, Share } from '@huying/core/measure/rounding'

export interface Identity {
  text: string
  left: number
  right: number
  holds: boolean
}
/** Rates of the bulletin whose rows can be opened by their name. */
export const RATES = ['onTime', 'closed', 'contacted', 'solved', 'satisfied', 'visited', 'reached'] as const
export type RateName = (typeof RATES)[number]

type Count = 'accepted' | 'answered' | 'sent' | 'undecided' | 'refused' | 'transferred' | 'withdrawn' | 'merged' | 'urged' | 'history'

/** GET /api/bulletin/:month. */
export interface Bulletin extends Record<RateName, Rate> {
  period: string
  asOf: string
  version: number
  contacts: { calls: number; answered: number; answerRate: Rate; dispositions: Share[] }
  requests: Record<Count, number>
  onTheSpot: Rate
  media: Share[]
  phone: { count: number; percent: string | null }
  types: Share[]
  topics: Share[]
  topicsTop: Rate
  topicsRule: string
  online: { total: number; ofAccepted: string | null; channels: Share[] }
  marks: Share[]
  campaigns: Desk[]
  desks: Desk[]
  units: Share[]
  unitsTop: Rate
  unitsRest: { count: number; percent: string | null }
  unitsRule: string
  orders: { opened: number; mergedAway: number; closed: number }
  paper: { saidSolved: number; confirmed: number; suspected: number }
  identities: Identity[]
  blocked: boolean
}

/** 专项、专席: one kind of mark, its levels and how its orders were done. */
export interface Desk extends Share {
  levels: Share[]
  closed: number
  closedInTime: Rate
}

/** One unit of GET /api/bulletin/:month/units. */
export interface UnitFigures {
  unit: string
  name: string
  kind: string
  dispatched: number
  closed: number
  returns: number
  redone: number
  signedInTime: Rate
  contacted: Rate
  onTime: Rate
  solved: Rate
  satisfied: Rate
}

export interface DayFigure {
  day: string
  accepted: number
}

/** One row of GET /api/bulletin/:month/rows. */
export interface FigureRow {
  id: string
  noun: 'contact' | 'request' | 'order'
  order: string | null
  number: string | null
  title: string | null
  stage: string
  unit: string | null
  at: number
  value: number
  hidden: boolean
}

/** GET /api/measures. */
export interface Dictionary {
  version: number
  dimensions: { code: string; label: string }[]
  measures: {
    code: string
    label: string
    group: string
    unit: string
    formula?: string
    among?: string
    cohort: string
    rounding?: string
    excluded: string[]
    source?: Source
    assumed: boolean
    note?: string
    by: string[]
  }[]
}

interface Cell {
  numerator: number
  denominator: number
  percent: string | null
  text: string | null
}
interface Change {
  text: string | null
  change: string | null
  growth: string | null
}
export interface QueryRow {
  key: string
  label: string
  values: { cell: Cell; before: Change; yearAgo: Change; series: Cell[] }[]
}
interface Span {
  from: string
  to: string
}
/** GET /api/measures/query. */
export interface Answer extends Span {
  version: number
  measures: {
    code: string
    label: string
    as: 'count' | 'rate' | 'mean' | 'length'
    unit: string
    denominator?: string
    formula?: string
    assumed: boolean
    cohort: string
  }[]
  before: Span
  yearAgo: Span
  series: Span[]
  rows: QueryRow[]
  total: QueryRow
}

/** A figure that was opened: which rows, and what it says above them. */
export interface Opened {
  title: string
  figure?: string
  rate?: string
  part?: 'numerator' | 'denominator' | 'rest'
  dimension?: string
  /** One key, or several by commas. */
  key?: string
  /** The whole without these keys. */
  except?: string
  /** Asked of the measures by any days instead of a month's report. */
  query?: Readonly<Record<string, string | undefined>>
  /** How many it says there are. */
  count: number
  /** The rate it is a part of, to be told above the rows. */
  of?: Rate
}
export type Open = (opened: Opened) => void
