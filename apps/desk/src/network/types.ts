/** What the server answers to the reports: server/src/order/{network,timeliness}.ts, server/src/audit/signing.ts. */
import type { Rate, Share } from '@huying/core/measure/rounding'

export interface UnitNetwork {
  unit: string
  name: string
  dutyPhone?: string
  leaders: number
  handlers: number
  complete: boolean
}
/** GET /api/orders/network */
export interface NetworkReport {
  required: { leaders: number; handlers: number }
  /** Units without a complete network are not dispatched to. */
  blocks: boolean
  complete: Rate
  units: UnitNetwork[]
}

interface Timeliness {
  signedLate: number
  signed: Rate
  firstRight: Rate
  returns: Rate
  returnsGranted: Rate
  extended: Rate
  sentBack: Rate
}
export interface UnitTimeliness extends Timeliness {
  unit: string
  name: string
}
/** GET /api/orders/timeliness/:month */
export interface TimelinessReport extends Timeliness {
  onTime: Rate
  /** 驳回原因. */
  reasons: Share[]
  units: UnitTimeliness[]
}

interface Hand {
  by: string
  at: number
}
export interface SignatureRow {
  id: string
  number: string
  assignment: number
  unit: string
  unitName: string
  round: number
  written: Hand
  signed?: Hand
  submitted?: number
  reviewed?: Hand & { passed: boolean }
  faults: { code: string; label: string }[]
}
interface Counted {
  code: string
  label: string
  count: number
}
/** GET /api/audit/signing/:month */
export interface SigningReport {
  rate: Rate
  faults: Counted[]
  units: Counted[]
  rows: SignatureRow[]
}
