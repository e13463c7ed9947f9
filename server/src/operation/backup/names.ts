/** What backups are called, so that their order by name is their order in time. */
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'

const ENDING = '.backup'

/** huying-20241104-0230.backup, in Beijing time. */
export const backupName = (now: number) =>
  `huying-${formatInstant(now as Instant)
    .replace(/[-:]/g, '')
    .replace(' ', '-')}${ENDING}`

export const isBackup = (name: string) => /^huying-\d{8}-\d{4}\.backup$/.test(name)
