/**
 * The envelope of a backup file: whatever is written is cut into chunks, encrypted (SM4-CTR) under a key made for this file alone, and each
 * chunk carries a digest (HMAC-SM3) over itself and the one before it. So a file that was altered, cut off, put together from two or made
 * under another key file is noticed at the chunk where it happens. The file's own key lies in its head, sealed by the key file.
 *
 *     HUYING-BACKUP\n · length · head (JSON) · { length · last? · ciphertext · digest }…
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { CryptoProvider } from '../../text/crypto.ts'

const MAGIC = Buffer.from('HUYING-BACKUP\n')
const FORMAT = 1
const CHUNK = 1024 * 1024
const DIGEST = 32
const MOST_HEAD = 64 * 1024

/** Says what is wrong with a file, in a sentence for whoever runs the machine. */
export class BackupRefused extends Error {}

/** Readable without the key: what this file is. */
export interface Head {
  format: number
  program: string
  /** ISO time at which the backup began. */
  at: string
}
interface StoredHead extends Head {
  /** The file's own key and first counter, sealed by the key file. */
  key: string
}

interface Keys {
  cipher: Buffer
  iv: Buffer
  mac: Buffer
}
const KEY_BYTES = 64
const keysOf = (bytes: Buffer): Keys => ({ cipher: bytes.subarray(0, 16), iv: bytes.subarray(16, 32), mac: bytes.subarray(32) })

/** Digest over the one before, the chunk's length and place, and its ciphertext. */
const digestOf = ({ mac }: Keys, before: Buffer, head: Buffer, body: Buffer) =>
  createHmac('sm3', mac).update(before).update(head).update(body).digest()

function framed(length: number, last: boolean): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(length)
  head.writeUInt8(last ? 1 : 0, 4)
  return head
}

/** Turns plain bytes into the bytes of the file. */
export async function* sealing(source: AsyncIterable<Buffer>, head: Head, crypto: CryptoProvider): AsyncGenerator<Buffer> {
  const bytes = randomBytes(KEY_BYTES)
  const keys = keysOf(bytes)
  const stored: StoredHead = { ...head, format: FORMAT, key: crypto.sealBytes(bytes).toString('base64') }
  const said = Buffer.from(JSON.stringify(stored))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(said.length)
  yield Buffer.concat([MAGIC, length, said])
  const cipher = createCipheriv('sm4-ctr', keys.cipher, keys.iv)
  let before = createHmac('sm3', keys.mac).update(said).digest()
  const chunk = (plain: Buffer, last: boolean) => {
    const body = cipher.update(plain)
    const place = framed(body.length, last)
    before = digestOf(keys, before, place, body)
    return Buffer.concat([place, body, before])
  }
  let waiting: Buffer[] = []
  let size = 0
  for await (const part of source) {
    waiting.push(part)
    size += part.length
    if (size < CHUNK) continue
    yield chunk(Buffer.concat(waiting), false)
    waiting = []
    size = 0
  }
  yield chunk(Buffer.concat(waiting), true)
}

/** The head of a file, whoever made it. Throws BackupRefused where it is none of ours. */
export async function headOf(file: string): Promise<Head> {
  const handle = await open(file, 'r')
  try {
    return (await readHead(new Reader(handle))).stored
  } finally {
    await handle.close()
  }
}

/** Turns the bytes of a file into the plain ones, each chunk proven before it is handed on. */
export async function* opening(file: string, crypto: CryptoProvider): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  try {
    const reader = new Reader(handle)
    const { stored, said } = await readHead(reader)
    const keys = keysOf(fileKey(stored, crypto))
    const cipher = createDecipheriv('sm4-ctr', keys.cipher, keys.iv)
    let before = createHmac('sm3', keys.mac).update(said).digest()
    for (let n = 1; ; n++) {
      const place = await reader.take(5, cutOff(n))
      const length = place.readUInt32BE()
      const last = place.readUInt8(4) === 1
      // Nothing that is not proven decides how much memory is taken.
      if (length > 2 * CHUNK + MOST_PART) throw altered(n)
      const body = await reader.take(length, cutOff(n))
      const digest = await reader.take(DIGEST, cutOff(n))
      before = digestOf(keys, before, place, body)
      if (!timingSafeEqual(before, digest)) throw altered(n)
      yield cipher.update(body)
      if (last) break
    }
    if (await reader.more()) throw new BackupRefused('备份文件的末尾多出了内容，文件被改动过，请换用另一份备份')
  } finally {
    await handle.close()
  }
}
/** What the compressor hands on at once stays far below this. */
const MOST_PART = 1024 * 1024

const altered = (n: number) => new BackupRefused(`备份文件从第 ${n} 段起与写下时不同，文件被改动或已损坏，请换用另一份备份`)
const cutOff = (n: number) => () => new BackupRefused(`备份文件不完整，在第 ${n} 段中断，请换用另一份备份或重新拷贝`)

function fileKey({ key }: StoredHead, crypto: CryptoProvider): Buffer {
  try {
    return crypto.openBytes(Buffer.from(key, 'base64'))
  } catch {
    throw new BackupRefused('备份是用另一把密钥封存的，打不开：请换上备份时的密钥文件（数据文件夹中的 huying.key）')
  }
}

async function readHead(reader: Reader): Promise<{ stored: StoredHead; said: Buffer }> {
  const none = () => new BackupRefused('这不是呼应的备份文件')
  if (!(await reader.take(MAGIC.length, none)).equals(MAGIC)) throw none()
  const length = (await reader.take(4, none)).readUInt32BE()
  if (length > MOST_HEAD) throw none()
  const said = await reader.take(length, none)
  let stored: StoredHead
  try {
    stored = JSON.parse(said.toString('utf8')) as StoredHead
  } catch {
    throw none()
  }
  if (stored.format > FORMAT) throw new BackupRefused(`备份的格式（第 ${stored.format} 版）比本程序新，请先升级程序`)
  return { stored, said }
}

class Reader {
  private at = 0
  constructor(private readonly handle: FileHandle) {}

  async take(length: number, missing: () => Error): Promise<Buffer> {
    const bytes = Buffer.alloc(length)
    let got = 0
    while (got < length) {
      const { bytesRead } = await this.handle.read(bytes, got, length - got, this.at + got)
      if (bytesRead === 0) throw missing()
      got += bytesRead
    }
    this.at += length
    return bytes
  }

  async more(): Promise<boolean> {
    const { bytesRead } = await this.handle.read(Buffer.alloc(1), 0, 1, this.at)
    return bytesRead > 0
  }
}
