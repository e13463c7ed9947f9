/** `huying refold`: the daily sums counted anew from the rows. */
import { refold } from '../figures/refold.ts'
import type { Shell } from '../shell/shell.ts'

export const REFOLD_HELP = `  refold --centre 代码 [--from 2024-11-01] [--to 2024-11-30]
                                  由明细重算每日汇总和明细所属的数量；期间照常办公，数字始终准确`

const isDay = (text: string | undefined) => text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The exit code; undefined where it is no such command. */
export async function runRefold(
  { centre, from, to, json }: { centre?: string; from?: string; to?: string; json?: boolean },
  shell: Shell,
  say: (line: string) => void,
): Promise<number | undefined> {
  if (!centre) return undefined
  if (!isDay(from) || !isDay(to)) throw new Error('--from、--to 要写成日期，如 2024-11-01')
  if (!(await shell.packs.centres()).some((one) => one.centre === centre)) throw new Error(`没有热线中心 ${centre}`)
  const done = await refold(shell.pool, {
    ...{ centre, from, to },
    progress: ({ month, months, of, rows, corrected }) => say(`${month} 已重算（${months}/${of}），明细 ${rows} 行，更正 ${corrected} 项`),
  })
  say(`重算完成：明细 ${done.rows} 行，汇总 ${done.sums} 项，更正 ${done.corrected} 项，补写明细所属数量 ${done.renamed} 行`)
  if (json) say(JSON.stringify(done))
  return 0
}
