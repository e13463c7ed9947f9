/**
 * What a backup holds, one after another: what it begins with, each table, each attachment, and last the manifest that the rest is
 * checked against. A frame is its kind, its length and its content.
 */
import type { Duplex } from 'node:stream'
import { BackupRefused } from './sealed.ts'

/** S: how it begins · T: a table · B: an attachment · D: content of either · E: the end of either · M: the manifest. */
export type Kind = 'S' | 'T' | 'B' | 'D' | 'E' | 'M'

export interface TableHead {
  name: string
  columns: string[]
}
/** Before the first table: what the tables need to be there. */
export interface Start {
  /** Names of the migrations that the database had. */
  schema: string[]
  tables: TableHead[]
}
export interface TableEnd {
  rows: number
  /** SM3 over the rows as they were written. */
  sm3: string
}
export interface Manifest {
  program: string
  at: string
  schema: string[]
  server: string
  centres: string[]
  tables: (TableHead & TableEnd)[]
  sequences: { name: string; value: number; called: boolean }[]
  blobs: { count: number; bytes: number; missing: string[] }
}

export function frame(kind: Kind, content: Buffer | object): Buffer {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  const head = Buffer.alloc(5)
  head.write(kind, 'latin1')
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

interface Frame {
  kind: Kind
  body: Buffer
}

/** The frames of a plain stream; one may be looked at before it is taken. */
export class Frames {
  private readonly source: AsyncIterator<Buffer>
  private left: Buffer = Buffer.alloc(0)
  private ahead: Frame | undefined

  constructor(stream: Duplex) {
    this.source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async peek(): Promise<Kind | undefined> {
    this.ahead ??= await this.read()
    return this.ahead?.kind
  }

  /** The next frame, which must be of this kind, as JSON. */
  async json<T>(kind: Kind): Promise<T> {
    const body = await this.take(kind)
    return JSON.parse(body.toString('utf8')) as T
  }

  /** The content up to its end frame. */
  async *content(): AsyncGenerator<Buffer> {
    while ((await this.peek()) === 'D') yield await this.take('D')
  }

  private async take(kind: Kind): Promise<Buffer> {
    const found = await this.peek()
    const frame = this.ahead
    this.ahead = undefined
    if (found !== kind || !frame) throw new BackupRefused(`备份的内容次序不对（应为 ${kind}，实为 ${found ?? '末尾'}）`)
    return frame.body
  }

  private async read(): Promise<Frame | undefined> {
    const head = await this.bytes(5)
    if (!head) return undefined
    const body = await this.bytes(head.readUInt32BE(1))
    if (!body) throw new BackupRefused('备份的内容没有写完')
    return { kind: head.toString('latin1', 0, 1) as Kind, body }
  }

  private async bytes(length: number): Promise<Buffer | undefined> {
    const parts = [this.left]
    let size = this.left.length
    while (size < length) {
      const { done, value } = await this.source.next()
      if (done) return undefined
      parts.push(value)
      size += value.length
    }
    const all = parts.length === 1 ? this.left : Buffer.concat(parts)
    this.left = all.subarray(length)
    return all.subarray(0, length)
  }
}
