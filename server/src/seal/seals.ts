/** The batches: their chain, their signatures, and that everything they name is there, once, and nothing that they should name is left out. */
import type { Noun } from '@huying/core/kernel'
import { type Batch, batchHash, isSigned } from './batch.ts'
import { called, type Finding, FOUND, isRecord } from './finding.ts'
import { PadLines } from './look.ts'
import { decodeMembers, type Kind, type Run } from './members.ts'
import type { Pass } from './passes.ts'
import { RECORD_TABLES, RECORDS } from './records.ts'
import { batchesFrom, headOf, type Tail } from './store.ts'

const AT_ONCE = 10
/** Not sealed for so long, in milliseconds: the sealer does not run, or its traces were taken away. */
const LATE = 600_000

interface Counted {
  /** Members named by all batches looked at. */
  named: number
  missing: number
  upto: number
}

/** Batches from `from` on. `touch` writes down what they name, for a look at what is new only. */
export async function batchesPass(pass: Pass, from: number, touch?: PadLines<{ kind: string; id: string }>): Promise<Counted> {
  const { look, centre, findings } = pass
  const seal = (message: string, id: number) => findings.add({ code: 'seal', of: 'seal', id: String(id), message })
  const [before] = from > 1 ? await batchesFrom(look.at, centre, from - 1, 1) : []
  let last: Pick<Batch, 'batch' | 'hash'> & { upto: number } = { batch: from - 1, hash: '', upto: 0 }
  if (before?.batch === from - 1) last = { batch: before.batch, hash: before.hash, upto: before.first + before.count - 1 }
  let known = from === 1 || before !== undefined
  const counted: Counted = { named: 0, missing: 0, upto: last.upto }
  for (;;) {
    const batches = await batchesFrom(look.at, centre, last.batch + 1, AT_ONCE)
    for (const batch of batches) {
      if (batch.batch !== last.batch + 1) {
        seal(
          `封存批次 第 ${last.batch + 1} 批${batch.batch > last.batch + 2 ? `至第 ${batch.batch - 1} 批` : ''}${FOUND.missing}`,
          last.batch + 1,
        )
        known = false
      } else if (batch.first !== last.upto + 1)
        seal(`封存批次 第 ${batch.batch} 批的序号不连续：从第 ${batch.first} 号开始，应从第 ${last.upto + 1} 号开始`, batch.batch)
      await batchPass(pass, batch, known ? last.hash : undefined, counted, touch)
      last = { batch: batch.batch, hash: batch.hash, upto: batch.first + batch.count - 1 }
      known = true
    }
    if (batches.length < AT_ONCE) break
  }
  counted.upto = last.upto
  await touch?.flush()
  await tailPass(pass, last)
  return counted
}

async function batchPass(
  pass: Pass,
  batch: Batch,
  previous: string | undefined,
  counted: Counted,
  touch?: PadLines<{ kind: string; id: string }>,
) {
  const { shell, centre, findings, look } = pass
  const seal = (message: string) =>
    findings.add({ code: 'seal', of: 'seal', id: String(batch.batch), message: `封存批次 第 ${batch.batch} 批${message}` })
  if (!isSigned(shell.crypto, headOf(centre, batch))) seal('的签名不符，被改动')
  const runs = decodeMembers(batch.members)
  const total = runs?.reduce((n, { count }) => n + count, 0)
  if (!runs || total !== batch.count) return seal('的成员名单被改动')
  counted.named += batch.count
  const hashes = await hashesOf(look.at, centre, runs)
  const own: (string | null)[] = []
  let blamed = false
  for (const { kind, id, seq, count } of runs) {
    for (let i = 0; i < count; i++) {
      const hash = hashes.get(`${kind} ${id} ${seq + i}`)
      own.push(hash ?? null)
      if (hash === undefined) {
        counted.missing += 1
        findings.add(gone(kind, id, seq + i, batch.batch))
      }
    }
    blamed ||= findings.about(kind, isRecord(kind) && 'numbered' in RECORDS[kind] ? String(seq) : id)
  }
  await touch?.add(runs.map(({ kind, id }) => ({ kind, id })))
  pass.done(batch.count)
  if (blamed || previous === undefined) return
  const hash = batchHash(shell.crypto, centre, previous, batch, own)
  if (hash !== batch.hash) seal(`${FOUND.changed}，或其中记录的校验值被改动`)
}

function gone(kind: Kind, id: string, seq: number, batch: number): Finding {
  if (kind === 'pack')
    return { code: 'missing', of: kind, id: String(seq), message: `机制配置 第 ${seq} 版${FOUND.missing}（封存于第 ${batch} 批）` }
  if (isRecord(kind)) return { code: 'missing', of: kind, id, message: `${called(kind, id)} ${FOUND.missing}（封存于第 ${batch} 批）` }
  return { code: 'missing', of: kind, id, seq, message: `${called(kind, id)} 的第 ${seq} 步${FOUND.missing}（封存于第 ${batch} 批）` }
}

/** Hashes as they stand now, by `kind id seq`; absent of what is not there, null of what has none. */
async function hashesOf(at: Pass['look']['at'], centre: string, runs: readonly Run[]): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>()
  const events = runs.filter(({ kind }) => !isRecord(kind))
  if (events.length) {
    const { rows } = await at.query<{ noun: Noun; stream: string; seq: number; hash: string | null }>(
      `select e.noun, e.stream, e.seq, encode(e.hash, 'base64') as hash
       from unnest($2::text[], $3::uuid[], $4::int[], $5::int[]) r(noun, id, first, last), lateral (select * from event
         where centre_id = $1 and noun = r.noun and stream = r.id and seq between r.first and r.last) e`,
      [centre, events.map((r) => r.kind), events.map((r) => r.id), events.map((r) => r.seq), events.map((r) => r.seq + r.count - 1)],
    )
    for (const { noun, stream, seq, hash } of rows) found.set(`${noun} ${stream} ${seq}`, hash)
  }
  for (const table of RECORD_TABLES) {
    const mine = runs.filter(({ kind }) => kind === table)
    if (!mine.length) continue
    const { id } = RECORDS[table]
    const numbered = 'numbered' in RECORDS[table]
    const ids = mine.flatMap((r) => (numbered ? Array.from({ length: r.count }, (_, i) => String(r.seq + i)) : [r.id]))
    const { rows } = await at.query<{ id: string; hash: string | null }>(
      `select ${id}::text as id, encode(hash, 'base64') as hash from ${table} where centre_id = $1 and ${id} = any($2::${numbered ? 'int' : 'uuid'}[])`,
      [centre, ids],
    )
    for (const row of rows) found.set(numbered ? `${table} ${mine[0]?.id ?? ''} ${row.id}` : `${table} ${row.id} 0`, row.hash)
  }
  return found
}

async function tailPass({ look, centre, findings }: Pass, last: Pick<Batch, 'batch' | 'hash'> & { upto: number }) {
  const { rows } = await look.at.query<Tail>('select batch, seal, hash, horizon::text as horizon from seal_head where centre_id = $1', [
    centre,
  ])
  const tail = rows[0]
  const add = (message: string) => findings.add({ code: 'seal', of: 'seal', id: 'head', message })
  if (!tail) return last.batch > 0 && add(`封存末位记录${FOUND.missing}`)
  if (tail.batch > last.batch) return add(`封存批次 第 ${last.batch + 1} 批至第 ${tail.batch} 批${FOUND.missing}：末尾被截去`)
  if (tail.batch !== last.batch || tail.seal !== last.upto || tail.hash !== last.hash) add(`封存末位记录${FOUND.changed}`)
}

/** Nothing that was written before the horizon lacks a seal, and nothing has two. Over everything only. */
export async function countPass(pass: Pass, { named, missing }: Counted) {
  const { look, centre, findings, shell } = pass
  const { rows } = await look.at.query<{ sealed: number; late: number }>(
    `select (${['event', ...RECORD_TABLES].map((t) => `(select count(*) from ${t} where centre_id = $1 and xact < h.horizon)`).join(' + ')})::bigint as sealed,
       (select count(*) from event where centre_id = $1 and xact >= h.horizon and recorded_at < $2::timestamptz)::int as late
     from (select coalesce((select horizon from seal_head where centre_id = $1), '0'::xid8) as horizon) h`,
    [centre, new Date(shell.clock.now() - LATE).toISOString()],
  )
  const { sealed = 0, late = 0 } = rows[0] ?? {}
  if (late > 0 && named === 0)
    findings.add({ code: 'seal', of: 'seal', id: 'none', message: `全部封存批次${FOUND.missing}，或封存程序从未运行` })
  if (sealed !== named - missing) await nameUncounted(pass)
}

/** The slow way, for a count that does not close: every member is written down and compared. */
async function nameUncounted({ look, centre, findings }: Pass) {
  const members = new PadLines<Run>(look.pad, 'pad_member', 'kind text, id uuid, seq int, count int')
  for (let from = 1; ; ) {
    const batches = await batchesFrom(look.at, centre, from, AT_ONCE)
    for (const batch of batches) for (const run of decodeMembers(batch.members) ?? []) await members.add([run])
    if (batches.length < AT_ONCE) break
    from = (batches.at(-1)?.batch ?? 0) + 1
  }
  await members.flush()
  await look.pad.query('analyze pad_member')
  const { rows: twice } = await look.pad.query<{ kind: Kind; id: string; seq: number }>(
    `select kind, id, seq + i as seq from pad_member, generate_series(0, count - 1) i group by 1, 2, 3 having count(*) > 1 limit 100`,
  )
  for (const { kind, id, seq } of twice)
    findings.add({ code: 'seal', of: 'seal', id: `${kind} ${id} ${seq}`, message: `${called(kind, id)} 第 ${seq} 步有两个封存号` })
  const { rows: none } = await look.pad.query<{ kind: Kind; id: string; seq: number }>(
    `select noun as kind, stream as id, seq from event e where centre_id = $1 and xact < (select horizon from seal_head where centre_id = $1)
       and not exists (select 1 from pad_member m where m.kind = e.noun and m.id = e.stream and e.seq between m.seq and m.seq + m.count - 1)
     ${RECORD_TABLES.filter((t) => t !== 'pack')
       .map(
         (
           t,
         ) => `union all select '${t}', ${RECORDS[t].id}, 0 from ${t} e where centre_id = $1 and xact < (select horizon from seal_head where centre_id = $1)
       and not exists (select 1 from pad_member m where m.kind = '${t}' and m.id = e.${RECORDS[t].id})`,
       )
       .join(' ')} limit 100`,
    [centre],
  )
  for (const { kind, id, seq } of none)
    findings.add({
      code: 'added',
      of: kind,
      id,
      seq: seq || undefined,
      message: `${called(kind, id)}${seq ? ` 的第 ${seq} 步` : ''} 没有封存号，${FOUND.added}`,
    })
  if (!twice.length && !none.length) findings.add({ code: 'seal', of: 'seal', id: 'horizon', message: `封存游标${FOUND.changed}` })
}
