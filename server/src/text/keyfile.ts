/**
 * 密钥文件: the numbered keys that wrap what is sealed; the last one is active. JSON; a file of raw bytes (the form before keys had
 * numbers) is key 1. Beside them lie keys that are never retired, since the journal is held to them: for digests of open words, for
 * the chain of events, for the signatures over it. Nothing that identifies a person is made with those.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'

export interface Permanent {
  digest: Buffer
  chain: Buffer
  /** Of signatures over sealed batches. */
  sign: Buffer
}

/** What a provider asks of the keys. */
export interface KeySource {
  active(): number
  has(no: number): boolean
  /** Throws where the key was retired, or never was. */
  secret(no: number): Buffer
  /** All numbers, asked anew of the file: another process may have added one a moment ago. */
  standing(): number[]
  permanent(): Permanent
}

interface FileKey {
  no: number
  /** When it was made, ISO 8601. */
  since: string
  secret: Buffer
}
export interface KeySet {
  keys: FileKey[]
  permanent: Permanent
}

const LEAST = 32
const derive = (secret: Buffer, purpose: string) => createHmac('sm3', secret).update(purpose).digest()
const permanentOf = (secret: Buffer): Permanent => ({
  digest: derive(secret, 'digest'),
  chain: derive(secret, 'chain'),
  sign: derive(secret, 'sign'),
})

function oneKey(secret: Buffer, since = ''): KeySet {
  if (secret.length < LEAST) throw new Error(`密钥文件过短：至少 ${LEAST} 字节`)
  return { keys: [{ no: 1, since, secret }], permanent: permanentOf(secret) }
}

/** One key that stands alone and for ever. */
export function fixedKeys(secret: Buffer): KeySource {
  const keys = oneKey(secret)
  return sourceOf(() => keys)
}

/** Any set of keys, as it is at the moment of asking. */
export function sourceOf(read: () => KeySet, fresh: () => KeySet = read): KeySource {
  const find = (set: KeySet, no: number) => set.keys.find((k) => k.no === no)
  read()
  return {
    active: () => read().keys.at(-1)?.no ?? 0,
    has: (no) => find(read(), no) !== undefined || find(fresh(), no) !== undefined,
    secret: (no) => {
      const key = find(read(), no) ?? find(fresh(), no)
      if (!key) throw new Error(`密钥文件中没有第 ${no} 号密钥：它已停用，或者密钥文件不是这个数据库的`)
      return key.secret
    },
    standing: () => fresh().keys.map((k) => k.no),
    permanent: () => read().permanent,
  }
}

/** The file, made where there is none. Processes that share it learn of a new key when they meet it, or search, or after two seconds. */
export function keysIn(file: string, now: () => number): KeySource {
  if (!existsSync(file)) writeKeys(file, oneKey(randomBytes(64), new Date(now()).toISOString()))
  let held = readKeys(file)
  let written = stampOf(file)
  let asked = now()
  const fresh = () => {
    const changed = stampOf(file)
    if (changed !== written) {
      held = readKeys(file)
      written = changed
    }
    asked = now()
    return held
  }
  return sourceOf(() => (Math.abs(now() - asked) > RECHECK ? fresh() : held), fresh)
}
const RECHECK = 2000
const stampOf = (file: string) => {
  const { ino, mtimeMs, size } = statSync(file)
  return `${ino} ${mtimeMs} ${size}`
}

export function readKeys(file: string): KeySet {
  const bytes = readFileSync(file)
  // Raw bytes are chance; nothing but the JSON form is text that begins like this.
  return /^\{[\t\n\r -~]*$/.test(bytes.toString('latin1')) ? parsed(bytes.toString('utf8')) : oneKey(bytes)
}

interface Written {
  permanent: Record<keyof Permanent, string>
  keys: { no: number; since: string; secret: string }[]
}

function parsed(text: string): KeySet {
  const { permanent, keys } = JSON.parse(text) as Written
  const plain = (secret: string) => Buffer.from(secret, 'base64')
  const set = {
    permanent: { digest: plain(permanent.digest), chain: plain(permanent.chain), sign: plain(permanent.sign) },
    keys: keys.map((k) => ({ ...k, secret: plain(k.secret) })),
  }
  const whole = set.keys.every((k, i) => Number.isInteger(k.no) && k.no > (set.keys[i - 1]?.no ?? 0) && k.secret.length >= LEAST)
  if (!set.keys.length || !whole) throw new Error(`密钥文件不完整：密钥须按编号从小到大排列，每把至少 ${LEAST} 字节`)
  return set
}

/** Adds a key, which is active from now on; answers its number. */
export function addKey(file: string, at: Date): number {
  const set = readKeys(file)
  const no = (set.keys.at(-1)?.no ?? 0) + 1
  writeKeys(file, { ...set, keys: [...set.keys, { no, since: at.toISOString(), secret: randomBytes(64) }] })
  return no
}

/** Takes a key out for ever. What still lies under it can never be read again: the caller has looked. */
export function dropKey(file: string, no: number): void {
  const set = readKeys(file)
  if (set.keys.at(-1)?.no === no) throw new Error('正在使用的密钥不能停用，请先轮换')
  if (!set.keys.some((k) => k.no === no)) throw new Error(`密钥文件中没有第 ${no} 号密钥`)
  writeKeys(file, { ...set, keys: set.keys.filter((k) => k.no !== no) })
}

/** Whole or not at all. */
function writeKeys(file: string, { permanent, keys }: KeySet): void {
  const shown = {
    form: 1,
    permanent: Object.fromEntries(Object.entries(permanent).map(([use, key]: [string, Buffer]) => [use, key.toString('base64')])),
    keys: keys.map((k) => ({ ...k, secret: k.secret.toString('base64') })),
  }
  const draft = `${file}.${process.pid}.new`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(shown, null, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  const folder = openSync(path.dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
