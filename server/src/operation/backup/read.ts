/** Reading a backup from its first byte to its last: `backup verify` does nothing else, `restore` loads what it reads. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createInflate } from 'node:zlib'
import type { CryptoProvider } from '../../text/crypto.ts'
import { Frames, type Manifest, type Start, type TableEnd, type TableHead } from './frames.ts'
import { BackupRefused, opening } from './sealed.ts'

/** What is done with the parts; each must read its content to the end. */
export interface Taker {
  start?(start: Start): Promise<void>
  /** Answers how many rows it took. */
  table(head: TableHead, rows: AsyncIterable<Buffer>): Promise<number>
  blob(address: string, content: Buffer): Promise<void>
}

/** Hands every part over and checks all of it against the manifest. Throws BackupRefused with a sentence. */
export async function readBackup(file: string, crypto: CryptoProvider, taker: Taker): Promise<Manifest> {
  const inflate = createInflate()
  // An error of the file comes out where the frames are read.
  pipeline(Readable.from(opening(file, crypto), { objectMode: false }), inflate, () => undefined)
  const frames = new Frames(inflate)
  try {
    const start = await frames.json<Start>('S')
    await taker.start?.(start)
    const tables: (TableHead & TableEnd)[] = []
    while ((await frames.peek()) === 'T') tables.push(await readTable(frames, taker))
    const blobs = { count: 0, bytes: 0 }
    while ((await frames.peek()) === 'B') {
      blobs.bytes += await readBlob(frames, taker)
      blobs.count++
    }
    const manifest = await frames.json<Manifest>('M')
    if ((await frames.peek()) !== undefined) throw new BackupRefused('备份清单之后还有内容')
    compare(manifest, start, tables, blobs)
    return manifest
  } finally {
    inflate.destroy()
  }
}

async function readTable(frames: Frames, taker: Taker): Promise<TableHead & TableEnd> {
  const head = await frames.json<TableHead>('T')
  const hash = createHash('sm3')
  const rows = await taker.table(head, hashed(frames.content(), hash))
  const end = await frames.json<TableEnd>('E')
  const sm3 = hash.digest('hex')
  if (end.sm3 !== sm3 || end.rows !== rows)
    throw new BackupRefused(`表 ${head.name} 的内容与清单不符（清单 ${end.rows} 行，读到 ${rows} 行）`)
  return { ...head, rows, sm3 }
}

async function* hashed(content: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
  for await (const part of content) {
    hash.update(part)
    yield part
  }
}

async function readBlob(frames: Frames, taker: Taker): Promise<number> {
  const { address, size } = await frames.json<{ address: string; size: number }>('B')
  const parts: Buffer[] = []
  for await (const part of frames.content()) parts.push(part)
  await frames.json('E')
  const content = Buffer.concat(parts)
  if (content.length !== size || createHash('sha256').update(content).digest('hex') !== address)
    throw new BackupRefused(`附件 ${address.slice(0, 12)} 的内容与它的编号不符`)
  await taker.blob(address, content)
  return content.length
}

function compare(manifest: Manifest, start: Start, tables: (TableHead & TableEnd)[], blobs: { count: number; bytes: number }) {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const plain = tables.map(({ name, columns, rows, sm3 }) => ({ name, columns, rows, sm3 }))
  const said = manifest.tables.map(({ name, columns, rows, sm3 }) => ({ name, columns, rows, sm3 }))
  if (!same(plain, said) || !same(start.schema, manifest.schema)) throw new BackupRefused('备份的内容与清单不符')
  if (blobs.count !== manifest.blobs.count || blobs.bytes !== manifest.blobs.bytes) throw new BackupRefused('备份中的附件与清单不符')
}

/** Rows of COPY's text form: a line each, line ends inside values are escaped. */
export async function countRows(rows: AsyncIterable<Buffer>): Promise<number> {
  let count = 0
  for await (const part of rows) for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) count++
  return count
}
