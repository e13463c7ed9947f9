/** Whether a stored text is what was written: what the journal names it by proves what is shown of it and what is sealed. */
import type { StoredText } from './absorb.ts'
import type { CryptoProvider } from './crypto.ts'

const PERSONAL = ['name', 'phone', 'address', 'id', 'mail', 'free']

/** Of an erased value nothing is left to prove but its commitment, which the journal holds. */
export function isProven(crypto: CryptoProvider, { kind, digest, proof, body, sealed, key, keyId }: Omit<StoredText, 'id'>): boolean {
  const opens = (commitment: string | null) => {
    if (commitment === null || sealed === null) return sealed === null && key === null
    if (key === null) return true
    try {
      crypto.openValue({ sealed, key, keyId: keyId ?? 0, proof: commitment })
      return true
    } catch {
      // Sealed by another key, or altered.
      return false
    }
  }
  if (kind === 'open') return body !== null && crypto.digest(body) === digest && opens(proof)
  return PERSONAL.includes(kind) && body === null && proof === null && sealed !== null && opens(digest)
}
