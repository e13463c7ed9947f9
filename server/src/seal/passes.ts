/** The passes of a verification: each reads one part of the moment and adds what it finds. */
import type { Erased } from '@huying/core/erase'
import { type Noun, NOUNS, type TextRef } from '@huying/core/kernel'
import type { Shell } from '../shell/shell.ts'
import { timersOf } from '../shell/writes.ts'
import type { StoredText } from '../text/absorb.ts'
import { isProven } from '../text/proof.ts'
import { refsIn } from '../text/refs.ts'
import { stillNeeded } from '../erasure/files.ts'
import { type Finding, type Findings, called, FOUND, labelOf } from './finding.ts'
import { beside, type Look, PadLines, rowsOf } from './look.ts'
import { recordHash, RECORD_TABLES, RECORDS, type RecordTable, SAID, type Said, saidIn } from './records.ts'
import { assignmentsUnlike, lookupsUnlike, rowsFor, type Stream, streamsIn, unlike, type Wanted, wantedOf, type Which } from './rows.ts'
import { ROWS } from '../shell/rows.ts'
import { brokenIn, differing, folded } from './stream.ts'

export interface Pass {
  shell: Pick<Shell, 'pool' | 'packs' | 'crypto' | 'blobs' | 'clock'>
  centre: string
  look: Look
  findings: Findings
  /** So many records more were looked at. */
  done: (count: number) => void
}

const PAGE = 300
const FIRST = '00000000-0000-0000-0000-000000000000'
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Pages of all streams of a noun: by the ids of their rows; streams without a row lie between. */
export async function* allOf({ look, centre }: Pass, noun: Noun): AsyncGenerator<Which> {
  for (let after = FIRST; after < LAST; ) {
    const { rows } = await look.at.query<{ id: string }>(
      `select id from ${ROWS[noun].table} where centre_id = $1 and id > $2::uuid order by id limit ${PAGE}`,
      [centre, after],
    )
    const upto = rows.length < PAGE ? LAST : (rows.at(-1)?.id ?? LAST)
    yield { after, upto }
    after = upto
  }
}

/** Pages of the streams that were written down on the pad. */
export async function* touchedOf({ look }: Pass, kind: string): AsyncGenerator<{ ids: string[] }> {
  for (let after = FIRST; ; ) {
    const { rows } = await look.pad.query<{ id: string }>(
      `select distinct id from pad_touched where kind = $1 and id > $2::uuid order by id limit ${PAGE}`,
      [kind, after],
    )
    if (!rows.length) return
    yield { ids: rows.map(({ id }) => id) }
    after = rows.at(-1)?.id ?? LAST
  }
}

/** What the pass over all streams leaves behind for the others. */
export class Gathered {
  readonly texts: PadLines<{ id: string; proof: string | null; erased: boolean }>
  readonly figures: PadLines<{ key: string; amount: number }>
  readonly timers: PadLines<{ key: string; due: string }>
  private readonly sums = new Map<string, number>()

  constructor({ pad }: Look) {
    this.texts = new PadLines(pad, 'pad_text', 'id uuid, proof text, erased boolean')
    this.figures = new PadLines(pad, 'pad_figure', 'key text, amount bigint')
    this.timers = new PadLines(pad, 'pad_timer', 'key text, due timestamptz')
  }

  async count(counted: Record<string, number>) {
    for (const [key, amount] of Object.entries(counted)) this.sums.set(key, (this.sums.get(key) ?? 0) + amount)
    if (this.sums.size > 100_000) await this.flush()
  }

  async flush() {
    await this.figures.add([...this.sums].map(([key, amount]) => ({ key, amount })))
    this.sums.clear()
    for (const lines of [this.texts, this.figures, this.timers]) await lines.flush()
  }
}

/** Journal against chain, rows against journal, assignments against rows. */
export async function streamsPass(pass: Pass, noun: Noun, pages: AsyncGenerator<Which>, gathered?: Gathered) {
  const { shell, centre, look, findings } = pass
  for await (const which of pages) {
    const streams = await streamsIn(look.at, centre, noun, which)
    const wanted: Wanted[] = []
    const others: (Wanted | undefined)[] = []
    for (const stream of streams) {
      const state = checked(pass, noun, stream)
      if (state) wanted.push(await wantedOf(shell.packs, centre, noun, stream.id, state))
      // A broken journal is named; what the row still adds to figures and timers is no finding of its own.
      else if (stream.row) others.push(await wantedOf(shell.packs, centre, noun, stream.id, stream.row.state).catch(() => undefined))
      for (const { type, body } of stream.events) {
        await gathered?.texts.add(refsIn(body).map((ref) => ({ id: ref.id, proof: told(ref), erased: false })))
        if (type === 'erased') await gathered?.texts.add((body as Erased).texts.map((id) => ({ id, proof: null, erased: true })))
      }
    }
    for (const { id, columns } of await unlike(look.at, centre, noun, await rowsFor(look.at, centre, noun, wanted)))
      findings.add(rowFinding(noun, id, streams, columns))
    for (const { id, columns } of await lookupsUnlike(look.at, shell.crypto, centre, noun, wanted))
      findings.add(rowFinding(noun, id, streams, columns))
    if (noun === 'order')
      for (const a of await assignmentsUnlike(look.at, centre, wanted, which)) {
        if (!wanted.some(({ id }) => id === a.id)) continue
        const what = !a.stored ? FOUND.missing : !a.expected ? FOUND.added : `${FOUND.row}：${a.columns.join('、')}`
        findings.add({
          code: 'row',
          of: 'assignment',
          id: a.id,
          seq: a.no,
          message: `${nameOf(noun, a.id, streams)}的第 ${a.no} 个承办 ${what}`,
        })
      }
    for (const { id, state, policy, counted } of [...wanted, ...others.filter((w) => w !== undefined)]) {
      await gathered?.count(counted)
      await gathered?.timers.add([...timersOf(noun, id, state, policy).values()].map(({ key, due_at: due }) => ({ key, due })))
    }
    pass.done(streams.reduce((n, { events }) => n + events.length, 0))
  }
}

/** Of a call it is a telephone number, and that nobody is told. */
const numberOf = (stream: Stream | undefined) => (typeof stream?.row?.state.number === 'string' ? stream.row.state.number : undefined)
const nameOf = (noun: Noun, id: string, streams: readonly Stream[]) => called(noun, id, numberOf(streams.find((s) => s.id === id)))

const rowFinding = (noun: Noun, id: string, streams: readonly Stream[], parts: string[]): Finding => ({
  ...{ code: 'row', of: noun, id },
  message: `${nameOf(noun, id, streams)} 的当前记录${FOUND.row}：${parts.join('、')}`,
})

/** The state as the journal tells it, where the journal is whole; what is wrong is added to the findings. */
function checked({ shell, centre, findings }: Pass, noun: Noun, stream: Stream): Wanted['state'] | undefined {
  const { id, events, row } = stream
  const name = called(noun, id, numberOf(stream))
  const add = (code: Finding['code'], message: string, seq?: number) => findings.add({ code, of: noun, id, seq, message })
  if (!events.length) return void add('missing', `${name} 的全部经过${FOUND.missing}，只剩当前记录`)
  const broken = brokenIn(shell.crypto, centre, events, lastKnown(stream))
  for (const code of ['changed', 'missing', 'added', 'moved'] as const)
    for (const seq of broken?.[code] ?? []) add(code, `${name} 的第 ${seq} 步${FOUND[code]}`, seq)
  if (broken && Object.values(broken).some((list) => (list as number[]).length)) return undefined
  if (!row) return void add('missing', `${name} 的当前记录${FOUND.missing}，经过还在（${events.length} 步）`)
  try {
    const state = folded(noun, events)
    const parts = differing(state, row.state)
    if (parts.length) findings.add(rowFinding(noun, id, [stream], parts))
    return state
  } catch {
    return void add('changed', `${name} 的经过无法重放`)
  }
}

/** The number of the last step that the row knows of; where it names another last hash than it should, its number is not believed. */
function lastKnown({ events, row }: Stream): number {
  const last = events.at(-1)
  const told = row?.state.events
  if (typeof told !== 'number' || !Number.isInteger(told) || row?.state.chain === last?.hash) return events.length
  return Math.min(told, events.length + 1000)
}

/** What a reference says of its text. */
const told = ({ digest, proof }: Pick<TextRef, 'digest'> & { proof?: string | null }) => (proof ? `${digest} ${proof}` : digest)

/** Every stored text is what was written, every text that the journal names is there, none besides, and keys are gone where it says so only. */
export async function textsPass({ shell, centre, look, findings }: Pass) {
  const named = rowsOf<{ key: string; least: string; most: string; erased: boolean }>(
    look.pad,
    'named',
    'select id::text as key, min(proof) as least, max(proof) as most, bool_or(erased) as erased from pad_text group by id order by id',
    [],
  )
  const stored = rowsOf<Omit<StoredText, 'id' | 'key'> & { key: string; own: Buffer | null }>(
    look.at,
    'stored',
    'select text_id::text as key, kind, digest, proof, body, sealed, key as own, key_id as "keyId" from text_value where centre_id = $1 order by text_id',
    [centre],
  )
  const add = (code: Finding['code'], id: string) => findings.add({ code, of: 'text_value', id, message: `文字 ${id} ${FOUND[code]}` })
  await inTransaction(look.pad, async () => {
    for await (const { key, a, b } of beside(stored, named)) {
      if (!a) add('missing', key)
      else if (!b) add('added', key)
      else if (told(a) !== b.least || told(a) !== b.most || !isProven(shell.crypto, { ...a, key: a.own })) add('changed', key)
      else if (a.sealed !== null && (a.own === null) !== b.erased) add(b.erased ? 'kept' : 'lost', key)
    }
  })
}

/** A cursor on the pad lives as long as a transaction; reading alone takes no number and holds nobody back. */
async function inTransaction(pad: Look['pad'], work: () => Promise<void>) {
  await pad.query('begin read only')
  await work().finally(() => pad.query('rollback'))
}

/** Rollups and unfolded deltas are what the rows add up to. */
export async function figuresPass({ centre, look, findings }: Pass) {
  const recount = rowsOf<{ key: string; amount: number }>(
    look.pad,
    'recount',
    'select key collate "C" as key, sum(amount)::bigint as amount from pad_figure group by 1 having sum(amount) <> 0 order by 1',
    [],
  )
  const added = rowsOf<{ key: string; amount: number }>(
    look.at,
    'added',
    `select key collate "C" as key, sum(amount)::bigint as amount from (
       select day::text || '|' || dimension || '|' || key || '|' || figure as key, amount from rollup where centre_id = $1
       union all select c.key, c.value::bigint from delta d, jsonb_each_text(d.changes) c where d.centre_id = $1) x
     group by 1 having sum(amount) <> 0 order by 1`,
    [centre],
  )
  await inTransaction(look.pad, async () => {
    for await (const { key, a, b } of beside(added, recount))
      if (a?.amount !== b?.amount)
        findings.add({
          ...{ code: 'figure', of: 'rollup', id: key },
          message: `${FOUND.figure}：${key.replaceAll('|', ' ')} 记为 ${a?.amount ?? 0}，应为 ${b?.amount ?? 0}`,
        })
  })
}

/** The stored timers are those that the states want. One that failed waits longer than it wanted to. */
export async function timersPass({ centre, look, findings }: Pass) {
  const wanted = rowsOf<{ key: string; due: number }>(
    look.pad,
    'wanted',
    'select key collate "C" as key, due from pad_timer order by 1',
    [],
  )
  const stored = rowsOf<{ key: string; due: number; attempts: number }>(
    look.at,
    'timers',
    'select key collate "C" as key, due_at as due, attempts from job where centre_id = $1 and owner is not null order by 1',
    [centre],
  )
  await inTransaction(look.pad, async () => {
    for await (const { key, a, b } of beside(stored, wanted)) {
      if (a && b && (a.due === b.due || a.attempts > 0)) continue
      const what = !a ? FOUND.missing : !b ? FOUND.added : '的时间被改动'
      findings.add({ code: 'timer', of: 'job', id: key, message: `${FOUND.timer}：${key} ${what}` })
    }
  })
}

/** Records beside the journal against their own hashes; files against theirs. */
export async function recordsPass(pass: Pass, table: RecordTable, ids?: readonly string[]) {
  const { shell, centre, look, findings } = pass
  const { id } = RECORDS[table]
  const rows = rowsOf<{ id: string; said: Said; hash: string | null; erased: boolean }>(
    look.at,
    `of_${table}`,
    `select ${id}::text as id, ${SAID} as said, encode(hash, 'base64') as hash, ${ERASED[table] ?? 'false'} as erased from ${table} t where centre_id = $1
       and ($2::text[] is null or ${id}::text = any($2)) order by ${id}`,
    [centre, ids ?? null],
  )
  for await (const row of rows) {
    const name = called(table, row.id, table === 'pack' ? `第 ${row.id} 版` : undefined)
    const proven = row.hash !== null && recordHash(shell.crypto, table, centre, saidIn(table, row.said)) === row.hash
    if (!proven) findings.add({ code: 'changed', of: table, id: row.id, message: `${name} ${FOUND.changed}` })
    else if (typeof row.said.sha256 === 'string') {
      const there = await intact(pass, row.said.sha256)
      if (!there && !row.erased)
        findings.add({ code: 'content', of: table, id: row.id, message: `${labelOf(table)} ${row.id} 的${FOUND.content}，或文件已不在` })
      else if (there && row.erased && !(await stillNeeded(look.at, centre, row.id)))
        findings.add({ code: 'undestroyed', of: table, id: row.id, message: `${name} ${FOUND.undestroyed}` })
    }
    pass.done(1)
  }
}

/** Whether the journal of what a file belongs to says that its content was destroyed. */
const erasedBy = (noun: Noun, stream: string, id: string) => `exists (select 1 from event e where e.centre_id = t.centre_id
  and e.noun = '${noun}' and e.stream = t.${stream} and e.type = 'erased' and e.body->'files' ? t.${id}::text)`
const ERASED: Partial<Record<RecordTable, string>> = {
  attachment: erasedBy('order', 'order_id', 'attachment_id'),
  request_photo: erasedBy('request', 'request_id', 'photo_id'),
}

const intact = ({ shell }: Pass, address: string) =>
  shell.blobs.get(address).then(
    () => true,
    () => false,
  )

export const EVERYTHING = { nouns: NOUNS, tables: RECORD_TABLES }

/** Events that belong to no noun we know. */
export async function strangersPass({ centre, look, findings }: Pass) {
  const { rows } = await look.at.query<{ noun: string; stream: string; seq: number }>(
    'select noun, stream, seq from event where centre_id = $1 and noun <> all($2::text[]) limit 100',
    [centre, NOUNS],
  )
  for (const { noun, stream, seq } of rows)
    findings.add({
      code: 'added',
      of: 'event',
      id: stream,
      seq,
      message: `经过 ${noun} ${stream} 第 ${seq} 步不属于任何业务，${FOUND.added}`,
    })
}
