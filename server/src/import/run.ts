/**
 * Puts a file of requests into a centre, as new requests or as history. Each row has an id made of its source and key, so a second
 * run, or one after a crash, adds nothing twice. Faulty rows go into a file with their reason; the rest goes in.
 */
import { createHash } from 'node:crypto'
import { type Actor, CITIZEN, type Instant, SYSTEM } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Shell } from '../shell/shell.ts'
import { UnitOfWork } from '../shell/work.ts'
import { type Field, guessMapping, mapped, type Mapping, dueOf, timeOf } from './mapping.ts'
import { readRows, type SourceFile, type SourceRow } from './rows.ts'

export interface ImportOptions {
  as: 'history' | 'new'
  mapping?: Mapping
  source: string
  dryRun?: boolean
  /** Told of every row that does not go in, and why. */
  faulty?: (row: SourceRow, why: string) => void
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

/** A row that did not go in, as a line of the faults file. */
export const faultLine = (row: SourceRow, why: string) => `${JSON.stringify({ row: row.no, why, cells: row.cells })}\n`

const IMPORTER: Actor = { ...SYSTEM, name: '导入' }

export async function importRequests(shell: Shell, centre: string, file: SourceFile, options: ImportOptions): Promise<Imported> {
  const done: Imported = { read: 0, added: 0, known: 0, faulty: 0 }
  const fault = (row: SourceRow, why: string) => {
    done.faulty++
    options.faulty?.(row, why)
  }
  const { policy } = await shell.packs.current(centre)
  // Rows of a jsonl file need not have the same fields.
  const guessed = new Map<string, Mapping>()
  let batch: Ready[] = []
  const flush = async () => {
    if (!batch.length) return
    await put(shell, centre, batch, done, options, fault)
    batch = []
    options.progress?.(done)
  }
  for await (const row of readRows(file)) {
    done.read++
    const heads = Object.keys(row.cells)
    const mapping = options.mapping ?? guessed.get(heads.join()) ?? guessMapping(options.source, heads)
    guessed.set(heads.join(), mapping)
    const ready = prepare(row, mapping, policy, options)
    if (typeof ready === 'string') fault(row, ready)
    else batch.push(ready)
    if (batch.length === BATCH) await flush()
  }
  await flush()
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
  const v = inCodes(mapped(row, mapping), policy)
  if (!v.content && !v.title) return '没有标题，也没有内容'
  const at = timeOf(v.at, mapping.timeZone)
  if (as === 'history' && at === undefined) return v.at ? `受理时间“${v.at}”不是日期时间` : '没有受理时间'
  const category = v.category ?? ''
  if (!policy.isLeaf(category))
    return category
      ? `事项“${category}”不在目录中，请在对照文件 words.category 中对应到事项代码`
      : '没有事项，请在对照文件 constants.category 中指定'
  const due = dueOf(v.superiorDue, mapping.timeZone)
  if (v.superiorDue && due === undefined) return `上级平台时限“${v.superiorDue}”不是日期时间`
  const key = v.key ?? String(row.no)
  const matter = matterOf(v, category, policy)
  const input = as === 'history' ? historyOf(v, matter, key, timeOf(v.closedAt, mapping.timeZone)) : letterOf(v, matter, due)
  return { row, id: idOf(mapping.source, key), at: (at ?? 0) as Instant, input }
}

type Values = Partial<Record<Field, string>>
type Matter = ReturnType<typeof matterOf>

function matterOf(v: Values, category: string, { pack }: Policy) {
  const { channels } = pack.kinds
  const content = v.content || v.title || ''
  return {
    channel: v.channel ?? (channels.find((c) => c.reviewed) ?? channels.find((c) => c.medium === 'online'))?.code ?? '',
    type: v.type ?? pack.kinds.types[0]?.code ?? '',
    category,
    title: [...(v.title || content)].slice(0, 60).join(''),
    content: content.slice(0, 20_000),
    ...(v.place ? { place: { text: v.place.slice(0, 300), ...(v.region ? { region: v.region } : {}), ...pointOf(v.lng, v.lat) } } : {}),
  }
}

const historyOf = (v: Values, matter: Matter, key: string, closedAt: number | undefined) => ({
  ...matter,
  ...(v.name ? { name: v.name.slice(0, 60) } : {}),
  ...(v.phone ? { phone: v.phone.slice(0, 40) } : {}),
  ...(v.reply ? { reply: v.reply.slice(0, 20_000) } : {}),
  ...(closedAt ? { closedAt } : {}),
  externalNumber: key.slice(0, 60),
})

/** As if the person had written it on the public page: the centre reads it and asks for what is missing. */
const letterOf = (v: Values, matter: Matter, superiorDue: number | undefined) => ({
  ...matter,
  ...(superiorDue === undefined ? {} : { superiorDue }),
  content: matter.content.slice(0, 4000),
  requester: {
    kind: 'person',
    ...(v.name ? { name: v.name.slice(0, 60) } : {}),
    ...(v.phone ? { contactNumber: v.phone.slice(0, 40) } : {}),
  },
})

/** What people call a thing is taken for its code where the pack has exactly that label. */
function inCodes(v: Values, policy: Policy): Values {
  const { types, channels } = policy.pack.kinds
  const byLabel = (list: readonly { code: string; label: string }[], value: string | undefined) =>
    list.find((x) => x.code === value || x.label === value)?.code ?? value
  return {
    ...v,
    type: byLabel(types, v.type),
    channel: byLabel(channels, v.channel),
    category: v.category && leafOf(v.category, policy),
    region: v.region && (policy.pack.gazetteer.find((r) => r.code === v.region || r.name === v.region)?.code ?? v.region),
  }
}

function leafOf(value: string, policy: Policy): string {
  if (policy.isLeaf(value)) return value
  const named = policy.pack.categories.filter((c) => c.name === value && policy.isLeaf(c.code))
  return named.length === 1 && named[0] ? named[0].code : value
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
  const work = await UnitOfWork.begin(shell, centre, options.as === 'history' ? IMPORTER : CITIZEN)
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
