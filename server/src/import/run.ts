/**
 * Puts a file of requests into a centre, as new requests or as history. Each row has an id made of its source and key, so a second
 * run, or one after a crash, adds nothing twice. Faulty rows go into a file with their reason; the rest goes in.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type Actor, type Instant, SYSTEM } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Shell } from '../shell/shell.ts'
import { UnitOfWork } from '../shell/work.ts'
import { guessMapping, mapped, type Mapping, timeOf } from './mapping.ts'
import { readRows, type SourceRow } from './rows.ts'

export interface ImportOptions {
  as: 'history' | 'new'
  mapping?: Mapping
  source: string
  dryRun?: boolean
  errors?: string
  progress?: (done: Imported) => void
}

export interface Imported {
  read: number
  added: number
  known: number
  faulty: number
}

/** Rows in one unit of work, written by one statement. */
const BATCH = 200

const IMPORTER: Actor = { ...SYSTEM, name: '导入' }

export async function importRequests(shell: Shell, centre: string, file: string, options: ImportOptions): Promise<Imported> {
  const done: Imported = { read: 0, added: 0, known: 0, faulty: 0 }
  const errors = options.errors ? createWriteStream(options.errors) : undefined
  const fault = (row: SourceRow, why: string) => {
    done.faulty++
    errors?.write(`${JSON.stringify({ row: row.no, why, cells: row.cells })}\n`)
  }
  const { policy } = await shell.packs.current(centre)
  let mapping = options.mapping
  let batch: Ready[] = []
  const flush = async () => {
    if (!batch.length) return
    await put(shell, centre, batch, done, options, fault)
    batch = []
    options.progress?.(done)
  }
  for await (const row of readRows(file)) {
    done.read++
    mapping ??= guessMapping(options.source, Object.keys(row.cells))
    const ready = prepare(row, mapping, policy, options)
    if (typeof ready === 'string') fault(row, ready)
    else batch.push(ready)
    if (batch.length === BATCH) await flush()
  }
  await flush()
  await new Promise((resolve) => (errors ? errors.end(resolve) : resolve(undefined)))
  return done
}

interface Ready {
  row: SourceRow
  id: string
  at: Instant
  input: Record<string, unknown>
}

/** One row as a command's input, or the sentence that says what is wrong with it. */
function prepare(row: SourceRow, mapping: Mapping, policy: Policy, { as }: ImportOptions): Ready | string {
  const v = mapped(row, mapping)
  if (!v.content && !v.title) return '没有标题，也没有内容'
  const at = timeOf(v.at, mapping.timeZone)
  if (as === 'history' && at === undefined) return v.at ? `受理时间“${v.at}”不是日期时间` : '没有受理时间'
  const category = v.category ?? ''
  if (!policy.isLeaf(category)) return `事项“${category}”不在目录中，请在对照文件 words.category 中对应到事项代码`
  const content = (v.content || v.title || '').slice(0, 20_000)
  const text = v.place
    ? { place: { text: v.place.slice(0, 300), ...(v.region ? { region: v.region } : {}), ...pointOf(v.lng, v.lat) } }
    : {}
  const common = {
    channel: v.channel ?? policy.pack.kinds.channels.find((c) => c.medium === 'online')?.code ?? '',
    type: v.type ?? 'help',
    category,
    title: [...(v.title || content)].slice(0, 60).join(''),
    content,
    ...text,
  }
  const key = v.key ?? String(row.no)
  const id = idOf(mapping.source, key)
  if (as === 'history') {
    const closedAt = timeOf(v.closedAt, mapping.timeZone)
    const person = { ...(v.name ? { name: v.name.slice(0, 60) } : {}), ...(v.phone ? { phone: v.phone.slice(0, 40) } : {}) }
    const reply = v.reply ? { reply: v.reply.slice(0, 20_000) } : {}
    return {
      row,
      id,
      at: (at ?? 0) as Instant,
      input: { ...common, ...person, ...reply, externalNumber: key.slice(0, 60), ...(closedAt ? { closedAt } : {}) },
    }
  }
  const requester = {
    kind: 'person',
    ...(v.name ? { name: v.name.slice(0, 60) } : {}),
    ...(v.phone ? { contactNumber: v.phone.slice(0, 40) } : {}),
  }
  return {
    row,
    id,
    at: (at ?? 0) as Instant,
    input: {
      ...common,
      content: content.slice(0, 4000),
      requester,
      since: '见内容',
      wants: '见内容',
      affected: { low: 1, about: true },
      urgency: 'normal',
    },
  }
}

const pointOf = (lng?: string, lat?: string) => {
  const point = { lng: Number(lng), lat: Number(lat) }
  return lng && lat && Number.isFinite(point.lng) && Number.isFinite(point.lat) ? point : {}
}

/** A UUID that the same source and key always give. */
function idOf(source: string, key: string): string {
  const h = createHash('sha256').update(`${source}\n${key}`).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`
}

async function put(
  shell: Shell,
  centre: string,
  batch: Ready[],
  done: Imported,
  options: ImportOptions,
  fault: (row: SourceRow, why: string) => void,
) {
  const { rows } = await shell.pool.query<{ id: string }>('select id from service_request where centre_id = $1 and id = any($2::uuid[])', [
    centre,
    batch.map((b) => b.id),
  ])
  const known = new Set(rows.map((r) => r.id))
  const fresh = batch.filter((b, i) => !known.has(b.id) && batch.findIndex((o) => o.id === b.id) === i)
  done.known += batch.length - fresh.length
  if (options.dryRun) {
    done.added += fresh.length
    return
  }
  const work = await UnitOfWork.begin(shell, centre, IMPORTER)
  let added = 0
  for (const { row, id, at, input } of fresh) {
    const command = options.as === 'history' ? 'import' : 'register'
    const result = await work.run({ noun: 'request', id, command, input }, options.as === 'history' ? at : undefined)
    if (result.ok) added++
    else fault(row, result.refusal.message)
  }
  await work.commit()
  done.added += added
}
