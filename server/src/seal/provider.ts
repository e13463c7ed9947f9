/** What makes the record tamper-evident, as a part of the crypto port: a hardware module replaces this, not its callers. */
import { createHmac } from 'node:crypto'

export interface SealProvider {
  /**
   * Keyed hash (HMAC-SM3, base64) of one record and of the hash before it; '' before the first. Nobody without the key can make one.
   * Its key is never rotated: what was chained long ago must be proven for as long as it is kept.
   */
  chain(previous: string, canonical: string): string
}

/** `secret` is that of the key file's first key. */
export function sealProvider(secret: Buffer): SealProvider {
  const chainKey = createHmac('sm3', secret).update('chain').digest()
  return {
    chain: (previous, canonical) => createHmac('sm3', chainKey).update(previous).update('\n').update(canonical).digest('base64'),
  }
}
