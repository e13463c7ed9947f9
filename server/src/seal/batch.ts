/** One batch: its hash stands on the batch before, and its signature proves it to others. Its row is the only trace that sealing leaves. */
import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'
import type { SealProvider } from './provider.ts'

export interface Batch {
  batch: number
  /** The seal of its first member; seals are gapless over all batches of a centre. */
  first: number
  count: number
  members: Buffer
  /** In the form of `ts`. */
  at: string
  /** Base64. */
  hash: string
  key: string
  signature: string
}

/** What a head says, in a line of its own: everything up to `seal` was there when it was signed. */
export interface Head extends Pick<Batch, 'batch' | 'at' | 'hash' | 'key' | 'signature'> {
  centre: string
  seal: number
}

type Unsealed = Pick<Batch, 'batch' | 'first' | 'count' | 'members' | 'at'>

/** `hashes` are those of the members, in their order; null of one that has none. */
export function batchHash(crypto: SealProvider, centre: string, previous: string, b: Unsealed, hashes: readonly (string | null)[]): string {
  const own = createHash('sm3')
  for (const hash of hashes) own.update(`${hash ?? ''}\n`)
  const named = createHash('sm3').update(b.members).digest('hex')
  return crypto.chain(previous, canonical(['batch', centre, b.batch, b.first, b.count, b.at, named, own.digest('hex')]))
}

/** The text that is signed. With it, a line of a head and the public key, anybody can check a signature. */
export const signedText = ({ centre, batch, seal, at, hash }: Omit<Head, 'key' | 'signature'>) =>
  `huying-seal|${centre}|${batch}|${seal}|${at}|${hash}`

export function signed(crypto: SealProvider, centre: string, previous: string, b: Unsealed, hashes: readonly (string | null)[]): Batch {
  const hash = batchHash(crypto, centre, previous, b, hashes)
  const text = signedText({ centre, batch: b.batch, seal: b.first + b.count - 1, at: b.at, hash })
  return { ...b, hash, key: crypto.publicKey.id, signature: crypto.sign(text) }
}

/** Only by the keys of the key file: a public key that lay in the database could be exchanged with it. */
export const isSigned = (crypto: SealProvider, head: Head) => crypto.proves(head.key, signedText(head), head.signature)
