/** 定时备份: a file a night into a folder, of which the last ones are kept. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { dayOf, formatDay, HOUR, MINUTE, plus } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Chore } from '../upkeep.ts'
import { backupName, isBackup } from './names.ts'
import { type Source, writeBackup } from './write.ts'

export interface BackupPlan {
  folder: string
  /** Beijing time of day, HH:MM. */
  at: string
  /** How many files are kept. */
  keep: number
}

/** Settings as they are typed; undefined where no folder is set. Throws a sentence where they make no sense. */
export function planOf(folder: string | undefined, at = '02:30', keep = '14'): BackupPlan | undefined {
  if (!folder) return undefined
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new Error(`HUYING_BACKUP_AT 要写成 时:分（如 02:30），现在是“${at}”`)
  if (!/^[1-9]\d{0,3}$/.test(keep)) throw new Error(`HUYING_BACKUP_KEEP 要写成保留的份数（如 14），现在是“${keep}”`)
  return { folder: path.resolve(folder), at, keep: Number(keep) }
}

/** The day whose time of backup was the last to pass. */
export function nightOf({ at }: Pick<BackupPlan, 'at'>, now: number): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return formatDay(dayOf(plus(now as Instant, -hours * HOUR - minutes * MINUTE)))
}

export function nightlyBackup(source: Omit<Source, 'now'>, plan: BackupPlan): Chore {
  return {
    kind: 'backup',
    due: (now) => nightOf(plan, now),
    run: async (now) => {
      const { file, bytes, manifest } = await writeBackup({ ...source, now }, path.join(plan.folder, backupName(now)))
      const old = (await readdir(plan.folder)).filter(isBackup).sort().slice(0, -plan.keep)
      for (const name of old) await rm(path.join(plan.folder, name), { force: true })
      return { file, bytes, missing: manifest.blobs.missing.length, removed: old.length }
    },
  }
}
