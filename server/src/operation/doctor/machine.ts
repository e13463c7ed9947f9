/** The machine below: disk, key file, log, backups. */
import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { formatInstant, HOUR } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Db } from '../../db.ts'
import type { BackupPlan } from '../backup/nightly.ts'
import { lastDone } from '../upkeep.ts'
import { type Finding, size } from './finding.ts'

/** What main.ts knows of where this process runs. */
export interface Site {
  /** 数据文件夹. */
  data: string
  keyFile: string
  log: string
  migrations: string
  plan?: BackupPlan
}

const GB = 1024 ** 3
const LARGE_LOG = 2 * GB
/** A night and the time it may take. */
const BACKUP_LATE = 36 * HOUR

export async function free(folder: string): Promise<{ bytes: number; share: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { bytes: bavail * bsize, share: blocks ? bavail / blocks : 0 }
  } catch {
    return undefined
  }
}

export async function diskOf(code: string, title: string, folder: string): Promise<Finding> {
  const left = await free(folder)
  if (!left)
    return { code, title, level: 'bad', what: `文件夹 ${folder} 打不开`, todo: '请检查它是否存在、磁盘是否挂好、运行呼应的用户能否读写' }
  const what = `剩余 ${size(left.bytes)}（${Math.floor(left.share * 100)}%）`
  if (left.bytes < GB || left.share < 0.05)
    return { code, title, level: 'bad', what, todo: '磁盘快满了，写满后不能再登记：请立即清理或扩容，备份请移到别的磁盘' }
  if (left.bytes < 5 * GB && left.share < 0.15) return { code, title, level: 'warn', what, todo: '请安排清理或扩容' }
  return { code, title, level: 'ok', what }
}

export function keyFileOf({ keyFile }: Site): Finding {
  const code = 'key_file'
  const title = '密钥文件'
  if (!existsSync(keyFile))
    return { code, title, level: 'bad', what: `没有找到 ${keyFile}`, todo: '请把原来的密钥文件放回；没有它打不开个人信息和备份' }
  const open = (statSync(keyFile).mode & 0o077) !== 0
  if (open) return { code, title, level: 'warn', what: '密钥文件可被其他用户读取', todo: `请收紧权限：chmod 600 ${keyFile}` }
  return { code, title, level: 'ok', what: '在，仅本用户可读' }
}

export function logOf({ log }: Site): Finding[] {
  const bytes = existsSync(log) ? statSync(log).size : 0
  if (bytes < LARGE_LOG) return []
  return [{ code: 'log', title: '运行日志', level: 'warn', what: `已有 ${size(bytes)}`, todo: '请用 logrotate 轮转（见 docs/running.md）' }]
}

export async function backupOf(db: Db, centre: string, { plan }: Site, now: Instant): Promise<Finding> {
  const [code, title] = ['backup', '备份']
  const { good, last } = await lastDone(db, centre, 'backup')
  if (!plan && !good)
    return {
      code,
      title,
      level: 'warn',
      what: '没有设置定时备份',
      todo: '请设置 HUYING_BACKUP_DIR（备份文件夹，宜在另一块磁盘或另一台机器）后重启，见 docs/backup.md',
    }
  const when = good ? `上次成功 ${formatInstant(good.at as Instant)}，${good.detail.file ?? ''}` : '还没有成功过'
  if (last?.ok === false)
    return {
      code,
      title,
      level: 'bad',
      what: `最近一次没有成功：${last.detail.why ?? ''}；${when}`,
      todo: '请排除原因，系统每小时再试一次',
    }
  if (!good || now - good.at > BACKUP_LATE)
    return { code, title, level: good ? 'bad' : 'warn', what: when, todo: '请查看运行日志；可先手工备份：npx huying backup --to 文件夹' }
  if (good.detail.missing)
    return { code, title, level: 'warn', what: `${when}；有 ${good.detail.missing} 个附件缺失或损坏`, todo: '请从较早的备份中找回这些附件' }
  return { code, title, level: 'ok', what: when }
}
