/**
 * 审计校验: reads everything at one moment and says in words what is not as it was written. It looks at the journal against its chain, at the
 * batches, at rows, assignments, figures and timers against the journal, at texts and files against their digests, at audit records and
 * packs against their hashes. Or, with `since`, only at what was sealed from there on.
 */
import type { Shell } from '../shell/shell.ts'
import { type Head, isSigned } from './batch.ts'
import { type Finding, Findings } from './finding.ts'
import { look, PadLines } from './look.ts'
import {
  allOf,
  EVERYTHING,
  figuresPass,
  Gathered,
  type Pass,
  recordsPass,
  streamsPass,
  strangersPass,
  textsPass,
  timersPass,
  touchedOf,
} from './passes.ts'
import { batchesPass, countPass } from './seals.ts'
import { batchOf, batchesFrom } from './store.ts'

export interface Options {
  /** The seal or the moment from which to look. */
  since?: number | { at: number }
  /** Signed heads that were kept elsewhere: the database must still hold what they prove. */
  heads?: readonly Head[]
  /** Records looked at so far, of about how many. */
  progress?: (done: number, total: number) => void
}
export interface Verified {
  /** The last seal that was looked at. */
  upto: number
  records: number
  /** How many; `findings` holds the first thousand. */
  found: number
  findings: Finding[]
}

type Verifying = Pick<Shell, 'pool' | 'packs' | 'crypto' | 'blobs' | 'clock'>

export async function verify(shell: Verifying, centre: string, { since, heads = [], progress }: Options = {}): Promise<Verified> {
  const findings = new Findings()
  let records = 0
  return look(shell.pool, async (at) => {
    const total = await sizeOf(at.at, centre)
    const done = (count: number) => {
      records += count
      progress?.(records, Math.max(total, records))
    }
    const pass: Pass = { shell, centre, look: at, findings, done }
    const upto = since === undefined ? await everything(pass) : await newer(pass, since)
    for (const head of heads) await headPass(pass, head)
    return { upto, records, found: findings.count, findings: findings.kept }
  })
}

async function everything(pass: Pass): Promise<number> {
  const gathered = new Gathered(pass.look)
  for (const table of EVERYTHING.tables) await recordsPass(pass, table)
  await strangersPass(pass)
  for (const noun of EVERYTHING.nouns) await streamsPass(pass, noun, allOf(pass, noun), gathered)
  await gathered.flush()
  await textsPass(pass)
  await figuresPass(pass)
  await timersPass(pass)
  const counted = await batchesPass(pass, 1)
  await countPass(pass, counted)
  return counted.upto
}

/** The batches from there on, and whatever they name, whole. */
async function newer(pass: Pass, since: number | { at: number }): Promise<number> {
  const { look: at, centre } = pass
  const touch = new PadLines<{ kind: string; id: string }>(at.pad, 'pad_touched', 'kind text, id uuid')
  const from = await batchOf(at.at, centre, since)
  const counted = from === undefined ? undefined : await batchesPass(pass, from, touch)
  for (const table of EVERYTHING.tables)
    if (table === 'pack') await recordsPass(pass, table)
    else for await (const { ids } of touchedOf(pass, table)) await recordsPass(pass, table, ids)
  for (const noun of EVERYTHING.nouns) await streamsPass(pass, noun, touchedOf(pass, noun))
  return counted?.upto ?? (await lastSeal(pass))
}

async function lastSeal({ look: at, centre }: Pass): Promise<number> {
  const { rows } = await at.at.query<{ seal: number }>('select seal from seal_head where centre_id = $1', [centre])
  return rows[0]?.seal ?? 0
}

/** What somebody keeps outside proves the whole of what was before it, also against whoever has all keys of the database. */
async function headPass({ shell, centre, look: at, findings }: Pass, head: Head) {
  const add = (message: string) => findings.add({ code: 'seal', of: 'seal', id: `head ${head.batch}`, message })
  if (head.centre !== centre) return
  if (!isSigned(shell.crypto, head)) return add(`存证（第 ${head.batch} 批，至第 ${head.seal} 号）的签名不符，或不是用本中心的密钥签的`)
  const [batch] = await batchesFrom(at.at, centre, head.batch, 1)
  if (batch?.batch !== head.batch) return add(`存证的第 ${head.batch} 批（至第 ${head.seal} 号）已不在数据库中：末尾被截去`)
  if (batch.hash !== head.hash) add(`数据库中的第 ${head.batch} 批不是存证的那一批：历史被改写`)
}

async function sizeOf(at: Pass['look']['at'], centre: string): Promise<number> {
  const { rows } = await at.query<{ seal: number }>('select seal from seal_head where centre_id = $1', [centre])
  return 2 * (rows[0]?.seal ?? 0)
}
