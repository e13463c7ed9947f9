/** `huying backup` · `huying backup verify` · `huying restore`: the database is reached without bringing its schema up to date first. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { BlobStore } from '../../attachment/blobs.ts'
import type { Terminal } from '../../cli/run.ts'
import type { Pool } from '../../db.ts'
import type { ErasedList } from '../../erasure/list.ts'
import { publishedPacks } from '../../pack/packs.ts'
import { adopt } from '../../seal/adopt.ts'
import { verify as verifyRecord } from '../../seal/verify.ts'
import { adoptTexts } from '../../text/adopt.ts'
import type { CryptoProvider } from '../../text/crypto.ts'
import type { Manifest } from './frames.ts'
import { backupName } from './names.ts'
import { countRows, readBackup } from './read.ts'
import { restoreBackup } from './restore.ts'
import { headOf } from './sealed.ts'
import { writeBackup } from './write.ts'

/** What main.ts knows of this machine. */
export interface Machine {
  /** The database as it is, found or started; `close` leaves it as it was found. */
  reach(): Promise<{ pool: Pool; close(): Promise<void> }>
  /** The key file as it is; throws where there is none: a new key opens no backup. */
  crypto(): CryptoProvider
  blobs(crypto: CryptoProvider): BlobStore
  /** 删除清单. */
  erased(crypto: CryptoProvider): ErasedList
  migrations: string
  program: string
  now(): number
}

const USAGE = `用法：
  npx huying backup --to 文件或文件夹      备份到一个文件（封存、压缩；运行中即可）
  npx huying backup verify 文件           从头到尾读一遍，核对是否完整、未被改动
  npx huying restore --from 文件 [--verify]
                                         恢复到空的数据库；--verify 随后做一遍审计校验
加 --json 在最后一行输出结果。`

/** Exit code: 0 done, 1 restored and not as it was written, 2 wrong usage. What goes wrong is thrown with a sentence. */
export async function runBackupCommand(args: string[], machine: Machine, { say }: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { to: { type: 'string' }, from: { type: 'string' }, verify: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const [noun, verb, file] = positionals
  const tell = (done: object) => {
    if (values.json) say(JSON.stringify(done))
    return 0
  }
  if (noun === 'backup' && verb === undefined && values.to) return tell(await backup(path.resolve(values.to), machine, say))
  if (noun === 'backup' && verb === 'verify' && file) return tell(await verify(path.resolve(file), machine, say))
  if (noun === 'restore' && values.from) {
    const done = await restore(path.resolve(values.from), values.verify === true, machine, say)
    tell(done)
    return done.found ? 1 : 0
  }
  say(USAGE)
  return 2
}

type Say = (line: string) => void

async function backup(to: string, machine: Machine, say: Say) {
  const crypto = machine.crypto()
  const folder = existsSync(to) && statSync(to).isDirectory()
  const file = folder ? path.join(to, backupName(machine.now())) : to
  if (!folder && existsSync(file)) throw new Error(`文件 ${file} 已经存在，请换一个文件名`)
  const { pool, close } = await machine.reach()
  try {
    say('正在备份……')
    const { program } = machine
    const { bytes, manifest } = await writeBackup({ pool, blobs: machine.blobs(crypto), crypto, program, now: machine.now() }, file, say)
    say(`已备份到 ${file}（${sizeOf(bytes)}）：${saidOf(manifest)}`)
    say('没有密钥文件（huying.key），任何人都打不开这份备份，也不能用它恢复：请把密钥文件与备份分开、妥善保存。')
    for (const address of manifest.blobs.missing) say(`注意：附件 ${address} 缺失或损坏，没有备份`)
    return { file, bytes, manifest }
  } finally {
    await close()
  }
}

async function verify(file: string, machine: Machine, say: Say) {
  const head = await headOf(file)
  say(`备份时间 ${timeOf(head.at)}，程序版本 ${head.program}，正在核对……`)
  const manifest = await readBackup(file, machine.crypto(), { table: (_head, rows) => countRows(rows), blob: () => Promise.resolve() })
  say(`备份完整，没有被改动：${saidOf(manifest)}`)
  for (const address of manifest.blobs.missing) say(`注意：备份时附件 ${address} 已经缺失或损坏`)
  return { file, manifest }
}

async function restore(file: string, verifies: boolean, machine: Machine, say: Say) {
  const crypto = machine.crypto()
  await headOf(file)
  const { pool, close } = await machine.reach()
  try {
    say('正在恢复……')
    const manifest = await restoreBackup(
      { pool, blobs: machine.blobs(crypto), crypto, migrations: machine.migrations, erased: machine.erased(crypto) },
      file,
      say,
    )
    say(`已恢复到备份时（${timeOf(manifest.at)}）：${saidOf(manifest)}`)
    if (!verifies) say('所有人员需要重新登录。请运行 npx huying audit verify 核对审计链，再启动服务。')
    return verifies ? { file, manifest, found: await verifyRestored(pool, machine, say) } : { file, manifest }
  } finally {
    await close()
  }
}

/** As the next start would find it: what an older version wrote gets its chain first. Answers how many things are not as they were written. */
async function verifyRestored(pool: Pool, machine: Machine, say: Say): Promise<number> {
  const crypto = machine.crypto()
  const clock = { now: machine.now as () => Instant }
  const shell = { pool, crypto, clock, blobs: machine.blobs(crypto), packs: publishedPacks(pool, clock.now, crypto) }
  await adoptTexts(pool, crypto, say)
  await adopt(shell, say)
  let total = 0
  for (const { centre } of await shell.packs.centres()) {
    const { found, findings, records, upto } = await verifyRecord(shell, centre)
    total += found
    for (const { message } of findings) say(`  ${message}`)
    say(found ? `审计校验：发现 ${found} 处不符` : `审计校验：正常（核对 ${records} 条，已封存至第 ${upto} 号）`)
  }
  if (!total) say('所有人员需要重新登录。现在可以启动服务。')
  return total
}

function saidOf({ tables, blobs, centres }: Manifest): string {
  const rows = (name: string) => tables.find((t) => t.name === name)?.rows ?? 0
  const total = tables.reduce((sum, t) => sum + t.rows, 0)
  return `${centres.join('、')}，诉求 ${rows('service_request')} 件，工单 ${rows('work_order')} 件，事件 ${rows('event')} 条，附件 ${blobs.count} 个，共 ${total} 行`
}

const sizeOf = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
const timeOf = (iso: string) => formatInstant(Date.parse(iso) as Instant)
