/**
 * `huying backup`: everything in one file, as it stood at one moment. All tables are read in one snapshot while people go on working; the
 * file appears under its name only when it is whole and on disk.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { BlobStore } from '../../attachment/blobs.ts'
import type { Pool } from '../../db.ts'
import type { CryptoProvider } from '../../text/crypto.ts'
import { frame, type Manifest, type Start, type TableEnd, type TableHead } from './frames.ts'
import { sealing } from './sealed.ts'
import { blobAddresses, selectOf, sequencesOf, tablesOf } from './tables.ts'

export interface Source {
  pool: Pool
  blobs: BlobStore
  crypto: CryptoProvider
  /** Version of this program. */
  program: string
  now: number
}

export interface Written {
  file: string
  bytes: number
  manifest: Manifest
}

/** Enough to be quick, little enough for a machine that works meanwhile: level 6 takes three times as long for a tenth less. */
const LEVEL = 3
const COLLECT = 64 * 1024

/** Writes the backup to `file`, which must not exist. Throws what the disk or the database says; nothing is left half. */
export async function writeBackup(source: Source, file: string, progress: (line: string) => void = () => undefined): Promise<Written> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.part`
  const client = await source.pool.connect()
  let manifest: Manifest | undefined
  try {
    await client.query('begin isolation level repeatable read read only')
    const frames = framesOf(client, source, progress, (made) => (manifest = made))
    const head = { format: 1, program: source.program, at: new Date(source.now).toISOString() }
    await pipeline(
      Readable.from(frames, { objectMode: false, highWaterMark: COLLECT }),
      createDeflate({ level: LEVEL }),
      (plain: AsyncIterable<Buffer>) => sealing(plain, head, source.crypto),
      createWriteStream(draft, { mode: 0o600, flags: 'w' }),
    )
    await client.query('commit')
    await onDisk(draft)
    await rename(draft, file)
    await onDisk(path.dirname(file))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    // Broken off in the middle of a table, the connection is of no more use; whole, its snapshot is over anyway.
    client.release(true)
  }
  if (!manifest) throw new Error('the backup ended without its manifest')
  return { file, bytes: (await stat(file)).size, manifest }
}

async function onDisk(file: string) {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* framesOf(client: pg.PoolClient, source: Source, progress: (line: string) => void, made: (manifest: Manifest) => void) {
  const { rows: about } = await client.query<{ schema: string[]; server: string; centres: string[] }>(
    `select array(select name from migration order by name) as schema, current_setting('server_version') as server,
       array(select centre_id || ' ' || name from centre order by 1) as centres`,
  )
  const { schema = [], server = '', centres = [] } = about[0] ?? {}
  const heads = await tablesOf(client)
  yield frame('S', { schema, tables: heads } satisfies Start)
  const tables: (TableHead & TableEnd)[] = []
  for (const head of heads) {
    yield frame('T', head)
    const end = yield* tableFrames(client, head)
    yield frame('E', end)
    tables.push({ ...head, ...end })
    progress(`  ${head.name}：${end.rows} 行`)
  }
  const blobs = yield* blobFrames(await blobAddresses(client), source.blobs)
  progress(`  附件：${blobs.count} 个${blobs.missing.length ? `，缺失或损坏 ${blobs.missing.length} 个` : ''}`)
  const manifest: Manifest = {
    program: source.program,
    at: new Date(source.now).toISOString(),
    schema,
    server,
    centres,
    tables,
    sequences: await sequencesOf(client),
    blobs,
  }
  made(manifest)
  yield frame('M', manifest)
}

async function* tableFrames(client: pg.PoolClient, head: TableHead): AsyncGenerator<Buffer, TableEnd> {
  const hash = createHash('sm3')
  const rows = client.query(copyTo(`copy (${await selectOf(client, head)}) to stdout`))
  let waiting: Buffer[] = []
  let size = 0
  for await (const part of rows as AsyncIterable<Buffer>) {
    hash.update(part)
    waiting.push(part)
    size += part.length
    if (size < COLLECT) continue
    yield frame('D', Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  if (size) yield frame('D', Buffer.concat(waiting))
  return { rows: rows.rowCount, sm3: hash.digest('hex') }
}

/** Each content is opened and proven on its way; one that is gone or damaged is named and does not stop the rest from being saved. */
async function* blobFrames(addresses: string[], blobs: BlobStore): AsyncGenerator<Buffer, Manifest['blobs']> {
  const out: Manifest['blobs'] = { count: 0, bytes: 0, missing: [] }
  for (const address of addresses) {
    const content = await blobs.get(address).catch(() => undefined)
    if (!content) {
      out.missing.push(address)
      continue
    }
    yield frame('B', { address, size: content.length })
    yield frame('D', content)
    yield frame('E', {})
    out.count++
    out.bytes += content.length
  }
  return out
}
