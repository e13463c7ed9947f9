import type { Erased } from '../erase.ts'
import type { ContactRecord, Disposition } from './state.ts'

export type ContactFields = Pick<ContactRecord, 'id' | 'version' | 'channel' | 'medium' | 'line' | 'number' | 'callId'>

export type ContactEvent =
  | { type: 'opened'; fields: ContactFields; agent?: { user: string; name: string } }
  | { type: 'answered'; agent: { user: string; name: string } }
  | { type: 'missed' }
  | { type: 'settled'; disposition: Disposition; request?: string }
  | { type: 'unsettled'; request: string }
  | { type: 'ended' }
  | Erased
