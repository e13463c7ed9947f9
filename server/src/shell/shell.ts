/** What every part of the server is given: the adapters, built once in main.ts, and nothing global. */
import type { Instant } from '@huying/core/kernel'
import type { BlobStore } from '../attachment/blobs.ts'
import type { Pool } from '../db.ts'
import type { MessageChannel } from '../message/channel.ts'
import type { Packs } from '../pack/packs.ts'
import type { CryptoProvider } from '../text/crypto.ts'
import type { Numbers } from './numbers.ts'
import type { Remembered } from './remembered.ts'

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() as Instant }

export interface Shell {
  pool: Pool
  clock: Clock
  crypto: CryptoProvider
  blobs: BlobStore
  packs: Packs
  numbers: Numbers
  remembered: Remembered
  /** Carries messages to persons (短信); absent where the centre has none. */
  messages?: MessageChannel
  /** Called after a commit that left jobs due now. */
  wake: () => void
  /** Called after a commit with what changed: screens re-read. */
  changed: (changes: Change[]) => void
}

export interface Change {
  centre: string
  noun: string
  id: string
  revision: number
}
