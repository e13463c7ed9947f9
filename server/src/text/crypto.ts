/**
 * 国密 behind one port: SM4-CTR with HMAC-SM3 (encrypt, then authenticate), HMAC-SM3 for keyed digests. Node has both natively; it has no
 * SM4-GCM. A hardware module replaces this file's implementation, not its callers.
 *
 * Whatever is sealed is sealed by a random key of its own. That key lies beside it, wrapped by a numbered key of the key file, so rotation
 * wraps 32 bytes anew and reads no value, and a value is erased by destroying its key. The tag is made with the value's own key too: it
 * stands in the journal as a commitment (`proof`) that binds the value while the key lives and tells nothing once it is gone.
 */
import { type Cipher, createCipheriv, createDecipheriv, type Decipher, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type SealProvider, sealProvider } from '../seal/provider.ts'
import { fixedKeys, type KeySource } from './keyfile.ts'

/** A sealed value with its key apart: columns of `text_value`. */
export interface SealedValue {
  sealed: Buffer
  /** The value's own key, wrapped. */
  key: Buffer
  /** Number of the file's key that wraps it. */
  keyId: number
  proof: string
}

export interface CryptoProvider extends SealProvider {
  sealValue(plain: string): SealedValue
  /** Throws when the value, its key or its proof was altered. */
  openValue(value: SealedValue): string
  /** A value's key under the file's active key. */
  rewrapKey(value: Pick<SealedValue, 'key' | 'keyId'>): Pick<SealedValue, 'key' | 'keyId'>
  /** In one piece, with its wrapped key and that key's number in front: drafts, messages, secrets. */
  seal(plain: string): Buffer
  /** Throws when the value was altered or the key is another one. */
  open(sealed: Buffer): string
  /** The same for what is not text: scans, photographs. */
  sealBytes(plain: Buffer): Buffer
  openBytes(sealed: Buffer): Buffer
  /** In one piece, under the file's active key. */
  rewrap(sealed: Buffer): Buffer
  /** Number of the file's key that something in one piece lies under. */
  keyOf(sealed: Buffer): number
  /** Keyed digest of what is no secret beside it: equal texts have equal digests. Its key is never retired: the journal is held to it. */
  digest(plain: string): string
  /** 号码索引: what a number is looked up by, tagged with the key's number. */
  lookup(number: string): string
  /** The same under every key that stands, as a search has to ask while a rotation runs. */
  lookups(number: string): string[]
  /** Number of the file's key that seals now. */
  active(): number
}

/** Of something in one piece: two letters, the key's number, the wrapped key, the value, its tag. */
const MARK = Buffer.from('HY')
const HEAD = 4
const KEY = 32
const TAG = 32
/** Each value has its own key, so the counter may always start at nought. */
const START = Buffer.alloc(16)

interface Derived {
  /** Both are kept: without padding and chaining a cipher has no end, and making one costs more than all the rest. */
  wrap: Cipher
  unwrap: Decipher
  lookup: Buffer
  /** What the form before numbered keys was sealed with: initial value, text, tag. */
  old: { cipher: Buffer; mac: Buffer }
}

const hmac = (key: Buffer, data: Buffer | string) => createHmac('sm3', key).update(data).digest()
const short = (digest: Buffer) => digest.toString('base64url').slice(0, 32)

/** Over a key source; bytes alone are a file's one key. `random` is chance, given only where a test wants it fixed. */
export function gmCrypto(source: KeySource | Buffer, random: (size: number) => Buffer = drawn()): CryptoProvider {
  const keys = Buffer.isBuffer(source) ? fixedKeys(source) : source
  const known = new Map<number, Derived>()
  const derived = (no: number): Derived => {
    const found = known.get(no)
    if (found) return found
    const secret = keys.secret(no)
    const made = {
      wrap: createCipheriv('sm4-ecb', hmac(secret, 'wrap').subarray(0, 16), null).setAutoPadding(false),
      unwrap: createDecipheriv('sm4-ecb', hmac(secret, 'wrap').subarray(0, 16), null).setAutoPadding(false),
      lookup: hmac(secret, 'lookup'),
      old: { cipher: hmac(secret, 'sm4').subarray(0, 16), mac: hmac(secret, 'mac') },
    }
    known.set(no, made)
    return made
  }
  // Only ever over two blocks of pure chance: no two are alike, so the plain mode shows nothing (as GM/T 0018 wraps keys).
  const wrapped = (key: Buffer, no: number) => derived(no).wrap.update(key)
  const unwrapped = (key: Buffer, no: number) => derived(no).unwrap.update(key)
  const openOld = (sealed: Buffer) => {
    const { cipher, mac } = derived(1).old
    const body = sealed.subarray(0, -TAG)
    if (!same(hmac(mac, body), sealed.subarray(-TAG))) throw new Error(BROKEN)
    return ctr(cipher, body.subarray(0, 16), body.subarray(16))
  }
  const openNew = (sealed: Buffer) => {
    const own = unwrapped(sealed.subarray(HEAD, HEAD + KEY), sealed.readUInt16BE(2))
    const body = sealed.subarray(HEAD + KEY, -TAG)
    return same(hmac(own, body), sealed.subarray(-TAG)) ? ctr(own.subarray(0, 16), START, body) : undefined
  }
  // A value of the old form begins with chance, once in 65,536 with the mark: it is told by its tag.
  const isNew = (sealed: Buffer) =>
    sealed.length >= HEAD + KEY + TAG &&
    sealed.subarray(0, 2).equals(MARK) &&
    keys.has(sealed.readUInt16BE(2)) &&
    openNew(sealed) !== undefined
  const sealBytes = (plain: Buffer) => {
    const no = keys.active()
    const own = random(KEY)
    const body = ctr(own.subarray(0, 16), START, plain)
    return Buffer.concat([headOf(no), wrapped(own, no), body, hmac(own, body)])
  }
  const openBytes = (sealed: Buffer) =>
    (sealed.subarray(0, 2).equals(MARK) && keys.has(sealed.readUInt16BE(2)) ? openNew(sealed) : undefined) ?? openOld(sealed)
  const lookupUnder = (no: number, number: string) => `${no}.${short(hmac(derived(no).lookup, number))}`
  return {
    ...sealProvider(keys.permanent()),
    sealValue: (plain) => {
      const keyId = keys.active()
      const own = random(KEY)
      const sealed = ctr(own.subarray(0, 16), START, Buffer.from(plain, 'utf8'))
      return { sealed, key: wrapped(own, keyId), keyId, proof: short(hmac(own, sealed)) }
    },
    openValue: ({ sealed, key, keyId, proof }) => {
      const own = unwrapped(key, keyId)
      if (!same(Buffer.from(short(hmac(own, sealed))), Buffer.from(proof))) throw new Error(BROKEN)
      return ctr(own.subarray(0, 16), START, sealed).toString('utf8')
    },
    rewrapKey: ({ key, keyId }) => ({ key: wrapped(unwrapped(key, keyId), keys.active()), keyId: keys.active() }),
    sealBytes,
    openBytes,
    seal: (plain) => sealBytes(Buffer.from(plain, 'utf8')),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    rewrap: (sealed) => {
      if (!isNew(sealed)) return sealBytes(openOld(sealed))
      const no = keys.active()
      const own = unwrapped(sealed.subarray(HEAD, HEAD + KEY), sealed.readUInt16BE(2))
      return Buffer.concat([headOf(no), wrapped(own, no), sealed.subarray(HEAD + KEY)])
    },
    keyOf: (sealed) => (isNew(sealed) ? sealed.readUInt16BE(2) : 1),
    digest: (plain) => short(hmac(keys.permanent().digest, plain)),
    lookup: (number) => lookupUnder(keys.active(), number),
    lookups: (number) => keys.standing().map((no) => lookupUnder(no, number)),
    active: () => keys.active(),
  }
}

const BROKEN = '密文校验失败：数据被改动或密钥不符'

function headOf(no: number): Buffer {
  const head = Buffer.alloc(HEAD)
  MARK.copy(head)
  head.writeUInt16BE(no, 2)
  return head
}

function ctr(key: Buffer, from: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv('sm4-ctr', key, from)
  return Buffer.concat([cipher.update(data), cipher.final()])
}

const same = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)

/** Chance by the page: asking the system for each 32 bytes costs as much as sealing. */
function drawn(): (size: number) => Buffer {
  let page = Buffer.alloc(0)
  return (size) => {
    if (page.length < size) page = randomBytes(4096)
    const some = Buffer.from(page.subarray(0, size))
    page.fill(0, 0, size)
    page = page.subarray(size)
    return some
  }
}
