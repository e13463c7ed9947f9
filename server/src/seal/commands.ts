/** `huying audit …` on the command line. */
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { instantOf } from '@huying/core/calendar'
import type { Shell } from '../shell/shell.ts'
import { lineOf, readHeads } from './heads.ts'
import { firstHead, headIn } from './store.ts'
import { sealDue } from './sealer.ts'
import { type Options, verify } from './verify.ts'

export const AUDIT_HELP = `  audit verify --centre 代码 [--since 日期或封存号] [--head 存证文件] [--json]
                                  审计校验：逐条核对经过、当前记录、文字、附件、审计记录、配置、统计和封存
  audit head --centre 代码 [--to 文件]   打印（或追加到文件）签名的存证：请保存到本机之外
  audit key                       打印验证存证用的公钥（SM2）`

interface Values {
  centre?: string
  since?: string
  head?: string
  to?: string
  json?: boolean
}

/** The exit code; undefined for a command that it does not know. 1 where something was found. */
export async function runAudit(
  verb: string | undefined,
  values: Values,
  shell: Shell,
  say: (line: string) => void,
): Promise<number | undefined> {
  if (verb === 'key') {
    const { id, hex } = shell.crypto.publicKey
    say(JSON.stringify({ id, algorithm: 'SM2', publicKey: hex }))
    return 0
  }
  const { centre } = values
  if (!centre) return undefined
  const centres = await shell.packs.centres()
  if (!centres.some((one) => one.centre === centre))
    throw new Error(`没有代码为 ${centre} 的中心，现有：${centres.map((one) => `${one.centre}（${one.name}）`).join('、')}`)
  if (verb === 'head') return printHead(shell, centre, values.to, say)
  return verb === 'verify' ? printVerified(shell, centre, values, say) : undefined
}

async function printHead(shell: Shell, centre: string, to: string | undefined, say: (line: string) => void): Promise<number> {
  await firstHead(shell.pool, centre)
  await sealDue(shell, centre)
  const head = await headIn(shell.pool, centre)
  if (!head) throw new Error(`中心 ${centre} 还没有封存任何记录`)
  say(lineOf(head))
  if (to) await appendFile(path.resolve(to), `${lineOf(head)}\n`, { mode: 0o600 })
  return 0
}

/** A day of Beijing time, or a seal. */
export function sinceOf(said: string): NonNullable<Options['since']> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return { at: instantOf(`${said}T00:00`) }
  if (/^\d+$/.test(said)) return Number(said)
  throw new Error(`--since 请写日期（2024-11-01）或封存号（12345），写的是“${said}”`)
}

async function printVerified(shell: Shell, centre: string, values: Values, say: (line: string) => void): Promise<number> {
  let told = Date.now()
  const progress = (done: number, total: number) => {
    if (values.json || Date.now() - told < 2000) return
    told = Date.now()
    say(`已核对 ${done} 条，约 ${Math.min(99, Math.floor((100 * done) / Math.max(1, total)))}%`)
  }
  const heads = values.head ? await readHeads(path.resolve(values.head)) : []
  const done = await verify(shell, centre, { since: values.since === undefined ? undefined : sinceOf(values.since), heads, progress })
  if (values.json) say(JSON.stringify(done))
  else {
    for (const { message } of done.findings) say(`  ${message}`)
    if (done.found > done.findings.length) say(`  ……另有 ${done.found - done.findings.length} 处`)
    say(done.found ? `审计校验：发现 ${done.found} 处不符` : `审计校验：正常（核对 ${done.records} 条，已封存至第 ${done.upto} 号）`)
  }
  return done.found ? 1 : 0
}
