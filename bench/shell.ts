/** The server's parts without its web: for benchmarks that run only workers or only seed. */
import path from 'node:path'
import type { Instant } from '@huying/core/kernel'
import { folderBlobs } from '../server/src/attachment/blobs.ts'
import type { Pool } from '../server/src/db.ts'
import { publishedPacks } from '../server/src/pack/packs.ts'
import { drawnFrom } from '../server/src/shell/numbers.ts'
import type { Shell } from '../server/src/shell/shell.ts'
import { gmCrypto } from '../server/src/text/crypto.ts'

/** `offset` milliseconds ahead of the machine's clock. */
export function benchShell(pool: Pool, offset: number): Shell {
  const now = () => (Date.now() + offset) as Instant
  const crypto = gmCrypto(Buffer.alloc(64, 1))
  return {
    pool,
    clock: { now },
    crypto,
    blobs: folderBlobs(path.join(import.meta.dirname, '../.cache/bench-files'), crypto),
    packs: publishedPacks(pool, now),
    numbers: drawnFrom(pool),
    wake: () => undefined,
    changed: () => undefined,
  }
}
