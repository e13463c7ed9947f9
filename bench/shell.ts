/** The server's parts without its web: for benchmarks that run only workers or only seed. */
import path from 'node:path'
import type { Instant } from '@huying/core/kernel'
import { folderBlobs } from '../server/src/attachment/blobs.ts'
import type { Pool } from '../server/src/db.ts'
import { publishedPacks } from '../server/src/pack/packs.ts'
import { drawnFrom } from '../server/src/shell/numbers.ts'
import { Remembered } from '../server/src/shell/remembered.ts'
import type { Shell } from '../server/src/shell/shell.ts'
import { gmCrypto } from '../server/src/text/crypto.ts'

/** The key under which benchmarks seal: a server on the same folder reads it from there. */
export const BENCH_KEY = Buffer.alloc(64, 1)

/** `offset` milliseconds ahead of the machine's clock. */
export function benchShell(pool: Pool, offset: number): Shell {
  const now = () => (Date.now() + offset) as Instant
  const crypto = gmCrypto(BENCH_KEY)
  return {
    pool,
    clock: { now },
    crypto,
    blobs: folderBlobs(path.join(import.meta.dirname, '../.cache/bench-files'), crypto),
    packs: publishedPacks(pool, now, crypto),
    numbers: drawnFrom(pool),
    remembered: new Remembered(),
    wake: () => undefined,
    changed: () => undefined,
  }
}
