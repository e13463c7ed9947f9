/**
 * `huying restore`: a backup into an empty database, whole or not at all. The schema is made as it was when the backup was taken, the rows
 * are loaded, then the migrations since run over them as they would have at the upgrade.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type pg from 'pg'
import type { BlobStore } from '../../attachment/blobs.ts'
import { applyMigrations, migrationFiles, type Pool } from '../../db.ts'
import type { CryptoProvider } from '../../text/crypto.ts'
import { destroyListed, listedContents } from '../../erasure/again.ts'
import type { ErasedList } from '../../erasure/list.ts'
import type { Manifest, Start, TableHead } from './frames.ts'
import { readBackup } from './read.ts'
import { BackupRefused } from './sealed.ts'
import { quoted, tablesOf } from './tables.ts'

export interface Target {
  pool: Pool
  blobs: BlobStore
  crypto: CryptoProvider
  /** Folder of this program's migrations. */
  migrations: string
  /** What was erased since: it does not come back. */
  erased: ErasedList
}

/** Throws BackupRefused where the database is not empty or the file not whole; the database is then as it was. */
export async function restoreBackup(target: Target, file: string, progress: (line: string) => void = () => undefined): Promise<Manifest> {
  const client = await target.pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(12345)')
    await requireEmpty(client)
    const indexes: string[] = []
    let gone: Set<string> | undefined
    const manifest = await readBackup(file, target.crypto, {
      start: async (start) => void indexes.push(...(await makeRoom(client, start, target.migrations))),
      table: async (head, rows) => {
        const count = await load(client, head, rows)
        progress(`  ${head.name}：${count} 行`)
        return count
      },
      blob: async (address, content) => {
        gone ??= await listedContents(client, target.erased)
        if (gone.has(address)) return
        if ((await target.blobs.put(content)) !== address) throw new BackupRefused(`附件 ${address.slice(0, 12)} 没有写对`)
      },
    })
    progress(`  附件：${manifest.blobs.count} 个；正在建立索引……`)
    for (const index of indexes) await client.query(index)
    for (const { name, value, called } of manifest.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [`public.${quoted(name)}`, value, called])
    const later = await applyMigrations(client, target.migrations)
    if (later.length) progress(`  数据库结构已从备份时的版本更新：${later.length} 步`)
    const erased = await destroyListed(client, target.erased)
    if (erased) progress(`  备份之后删除过的个人信息：${erased} 项，已按删除清单重新删除`)
    await client.query('commit')
    await client.query('analyze')
    return manifest
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release(true)
  }
}

/** Tables that a start left empty are no hindrance; a row of anybody's is. */
async function requireEmpty(client: pg.PoolClient) {
  for (const { name } of await tablesOf(client)) {
    const { rows } = await client.query(`select 1 from ${quoted(name)} limit 1`)
    if (rows.length)
      throw new BackupRefused(`数据库不是空的（表 ${name} 中已有数据），为免覆盖没有恢复：请换一个空的数据文件夹（HUYING_DATA）或空数据库`)
  }
}

/** The schema of the backup's time, without rows and without the indexes that are quicker made afterwards; answers how to make them. */
async function makeRoom(client: pg.PoolClient, { schema, tables }: Start, migrations: string): Promise<string[]> {
  const files = await migrationFiles(migrations)
  const unknown = schema.filter((name) => !files.includes(name))
  if (unknown.length) throw new BackupRefused(`备份比本程序新（${unknown.join('、')}），请先升级程序再恢复`)
  const { rows: old } = await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)
  if (old.length) await client.query(`drop table ${old.map(({ name }) => quoted(name)).join(', ')} cascade`)
  await applyMigrations(client, migrations, schema)
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')} cascade`)
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as made from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace and not c.relispartition and not i.indisprimary
       and not exists (select 1 from pg_constraint k where k.conindid = c.oid) order by 1`,
  )
  if (indexes.length) await client.query(`drop index ${indexes.map(({ name }) => quoted(name)).join(', ')}`)
  return indexes.map(({ made }) => made)
}

async function load(client: pg.PoolClient, { name, columns }: TableHead, rows: AsyncIterable<Buffer>): Promise<number> {
  const into = client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`))
  await pipeline(Readable.from(rows, { objectMode: false }), into)
  return into.rowCount
}
