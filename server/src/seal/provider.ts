/** What makes the record tamper-evident, as a part of the crypto port: a hardware module replaces this, not its callers. */
import { createHash, createHmac } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { Permanent } from '../text/keyfile.ts'

export interface SealProvider {
  /**
   * Keyed hash (HMAC-SM3, base64) of one record and of the hash before it; '' before the first. Nobody without the key can make one.
   * Its key is never rotated: what was chained long ago must be proven for as long as it is kept.
   */
  chain(previous: string, canonical: string): string
  /** SM2 signature (GB/T 32918.2 with SM3 and the default user id, DER, hex) under the key that `publicKey` names. */
  sign(message: string): string
  /** Whether the signature is that of the named key; of an unknown key it never is. */
  proves(key: string, message: string, signature: string): boolean
  publicKey: SigningKey
}

/** `id` is the head of the key's SM3; `hex` the uncompressed point. */
export interface SigningKey {
  id: string
  hex: string
}

const SM2 = { hash: true, der: true } as const

export const keyOf = (hex: string): SigningKey => ({ id: createHash('sm3').update(hex).digest('hex').slice(0, 16), hex })

/** By the public key alone: what somebody outside can do. */
export const signedBy = (hex: string, message: string, signature: string): boolean => {
  try {
    return sm2.doVerifySignature(message, signature, hex, SM2)
  } catch {
    // Not a signature at all.
    return false
  }
}

/** Over the keys of the file that are never retired. */
export function sealProvider({ chain, sign }: Pick<Permanent, 'chain' | 'sign'>): SealProvider {
  const derive = (purpose: string) => createHmac('sm3', sign).update(purpose).digest()
  // Made from the file's key, so that there is one file to keep; beyond the order of the curve by a chance of 2^-32, then drawn again.
  let pair: { privateKey: string; publicKey: SigningKey } | undefined
  const own = () => (pair ??= pairFrom(derive))
  return {
    chain: (previous, canonical) => createHmac('sm3', chain).update(previous).update('\n').update(canonical).digest('base64'),
    sign: (message) => sm2.doSignature(message, own().privateKey, { ...SM2, publicKey: own().publicKey.hex }),
    proves: (key, message, signature) => key === own().publicKey.id && signedBy(own().publicKey.hex, message, signature),
    get publicKey() {
      return own().publicKey
    },
  }
}

/** The order of SM2's group, less one: private keys lie below it. */
const MOST = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122n

function pairFrom(derive: (purpose: string) => Buffer, draw = 0): { privateKey: string; publicKey: SigningKey } {
  const privateKey = derive(`sign ${draw}`).toString('hex')
  const value = BigInt(`0x${privateKey}`)
  if (value === 0n || value >= MOST) return pairFrom(derive, draw + 1)
  return { privateKey, publicKey: keyOf(sm2.getPublicKeyFromPrivateKey(privateKey)) }
}
