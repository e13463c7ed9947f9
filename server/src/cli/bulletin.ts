/** `huying bulletin …`: the month as it stands, and editions: closed, shown, and recomputed by anyone. */
import { formatInstant } from '@huying/core/calendar'
import type { Edition } from '@huying/core/bulletin/state'
import { SYSTEM } from '@huying/core/kernel'
import { freezeDue } from '../bulletin/freeze.ts'
import { sheetOf, stageText, titleOf } from '../bulletin/sheet.ts'
import { sheetText } from '../bulletin/text.ts'
import { verified } from '../bulletin/verify.ts'
import { uuidOf } from '../db.ts'
import { bulletinOf } from '../figures/bulletin.ts'
import { bulletinText } from '../figures/text.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'

export const BULLETIN_HELP = `  bulletin --centre 代码 --month 2024-11 [--format json|md]   月度运行情况（此刻）
  bulletin list --centre 代码      通报各版
  bulletin close --centre 代码 --period 2024-11 [--cutoff 2024-12-01T09:00] [--why 更正原因] [--kind monthly]
                                  关账：把统计期内每一件的数据定格为一版；周报写 2024-W45，季报 2024-Q4，年报 2024，
                                  任意起止 2024-11-01~2024-11-15；更正不写 --cutoff 的沿用原版关账时间
  bulletin show --edition 编号 [--format json|md]   一版的全文
  bulletin verify --edition 编号   重算一版：明细与指纹、数字与明细逐项相比`

export interface BulletinOptions {
  centre?: string
  month?: string
  period?: string
  edition?: string
  cutoff?: string
  why?: string
  kind?: string
  format?: string
  json?: boolean
}
type Say = (line: string) => void

/** The exit code; undefined where it is no such command. */
export async function runBulletin(verb: string | undefined, o: BulletinOptions, shell: Shell, say: Say): Promise<number | undefined> {
  if (verb === undefined && o.centre && /^\d{4}-\d{2}$/.test(o.month ?? '')) return live(shell, o.centre, o.month ?? '', o.format, say)
  if (verb === 'list' && o.centre) return list(shell, o.centre, o.json, say)
  if (verb === 'close' && o.centre && o.period) return close(shell, { ...o, centre: o.centre }, say)
  if ((verb !== 'show' && verb !== 'verify') || !o.edition) return undefined
  const { rows } = await shell.pool.query<{ centre: string; state: Edition }>(
    'select centre_id as centre, state from edition where id = $1::uuid',
    [uuidOf(o.edition)],
  )
  const [found] = rows
  if (!found?.state.facts) throw new Error(found ? '这一版还在关账，请稍后再试' : '没有这一版，请用 huying bulletin list 查看编号')
  const { centre, state } = found
  if (verb === 'verify') return verify(shell, centre, state, o.json, say)
  const sheet = await sheetOf(shell, centre, state)
  say(o.format === 'json' ? JSON.stringify(sheet) : sheetText(sheet))
  return sheet.figures.blocked ? 1 : 0
}

async function live(shell: Shell, centre: string, month: string, format: string | undefined, say: Say): Promise<number> {
  const bulletin = await bulletinOf(shell, centre, month)
  say(format === 'json' ? JSON.stringify(bulletin) : bulletinText(bulletin))
  return bulletin.identities.every((i) => i.holds) ? 0 : 1
}

async function list(shell: Shell, centre: string, json: boolean | undefined, say: Say): Promise<number> {
  const { rows } = await shell.pool.query<{ state: Edition }>(
    `select state from edition where centre_id = $1 order by state->>'last', period, no, cutoff_at`,
    [centre],
  )
  for (const { state } of rows) {
    const policy = await shell.packs.at(centre, state.version)
    say(`${state.id}  ${titleOf(state, policy)}  ${stageText(state)}  关账 ${formatInstant(state.cutoff)}`)
  }
  if (json) say(JSON.stringify(rows.map(({ state: { id, period, no, stage } }) => ({ id, period, no, stage }))))
  return 0
}

async function close(shell: Shell, o: BulletinOptions & { centre: string }, say: Say): Promise<number> {
  const { centre, period, cutoff, why, kind = 'monthly' } = o
  const input = { kind, period, ...(cutoff ? { cutoff } : {}), ...(why ? { why } : {}) }
  const done = await execute(shell, { centre, actor: { ...SYSTEM, name: '命令行' }, noun: 'edition', command: 'close', input })
  if (!done.ok) throw new Error(done.refusal.message)
  let told = 0
  await freezeDue(shell, undefined, (copied) => {
    if (copied - told >= 10_000) say(`已定格 ${(told = copied)} 行`)
  })
  const { rows } = await shell.pool.query<{ state: Edition }>('select state from edition where centre_id = $1 and id = $2', [
    centre,
    done.id,
  ])
  const { facts } = rows[0]?.state ?? {}
  say(facts ? `已关账：${done.id}，明细 ${facts.count} 行，指纹（SM3）${facts.hash}` : `已登记关账：${done.id}，服务进程正在定格数据`)
  if (o.json) say(JSON.stringify({ id: done.id, ...facts }))
  return 0
}

async function verify(shell: Shell, centre: string, edition: Edition, json: boolean | undefined, say: Say): Promise<number> {
  const found = await verified(shell, centre, edition)
  say(`明细 ${found.facts} 行，指纹（SM3）${found.hash}：${found.intact ? '与关账时相符' : '与关账时不符'}`)
  say(found.differences.length ? `勾稽不平 ${found.differences.length} 项` : `勾稽核对 ${found.items} 项，差额均为 0`)
  for (const { text, left, right } of found.differences) say(`  ${text}：${left} ≠ ${right}，相差 ${Math.abs(left - right)}`)
  if (json) say(JSON.stringify(found))
  return found.differences.length ? 1 : 0
}
