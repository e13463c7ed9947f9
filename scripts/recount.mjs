#!/usr/bin/env node
/**
 * Counts a month's figures again from the journal alone. For whoever does not want to take the bulletin's word: it shares no line with
 * the product, reads no rollup, no row and no setting, only what happened, event by event, and says what it counts.
 *
 *   node scripts/recount.mjs --centre 代码 --month 2024-11 [--json] [--as-of 2025-01-31T00:00:00+08:00]
 *     --database postgres://…    the database; else DATABASE_URL, else the one that runs for HUYING_DATA (./data)
 *     --journal 文件.jsonl        events as JSON lines instead: {"noun","stream","seq","type","at","body"}
 *
 * Where a city may choose what stands below the line, every choice is counted and named, and the reader picks the one the bulletin names:
 * 按时办结 over what was due, closed or sent; 满意 over those who rated, were reached or were owed a call, by the first or the last round.
 */
import { createReadStream, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const BEIJING = 8 * 3600_000
/** 2024-11 of a moment in milliseconds: months are Beijing months. */
const monthOf = (ms) => new Date(ms + BEIJING).toISOString().slice(0, 7)

/** Takes events in the order of their streams; then says the figures of `month`. `asOf`: what still runs is late or not at that moment. */
export function counting() {
  const things = { contact: new Map(), request: new Map(), order: new Map() }
  return {
    take({ noun, stream, at, body }) {
      const all = things[noun]
      if (!all) return
      const thing = all.get(stream) ?? {}
      all.set(stream, thing)
      APPLY[noun](thing, body, at)
    },
    figures: ({ month, asOf }) => ({
      month,
      ...countCalls([...things.contact.values()].filter((c) => monthOf(c.at) === month)),
      ...countRequests([...things.request.values()], month),
      ...countOrders([...things.order.values()], month, asOf),
    }),
  }
}

const APPLY = { contact: applyToCall, request: applyToRequest, order: applyToOrder }

function applyToCall(call, body, at) {
  if (body.type === 'opened') Object.assign(call, { at, phone: body.fields.medium === 'phone', answeredAt: body.agent ? at : undefined })
  if (body.type === 'answered') call.answeredAt = at
  if (body.type === 'missed') call.missed = true
}

function applyToRequest(r, body, at) {
  switch (body.type) {
    case 'registered':
    case 'imported': {
      const { channel, medium, reportedAs, category, praise, marks } = body.fields
      const imported = body.type === 'imported'
      Object.assign(r, { at, acceptedAt: imported ? at : undefined, imported, channel, medium, reportedAs, category, praise, urges: 0 })
      Object.assign(r, { marks: [...marks], visits: [], rounds: 1, answered: false, sent: false, end: undefined })
      break
    }
    case 'accepted':
      r.acceptedAt = at
      if (body.read) Object.assign(r, { reportedAs: body.read.reportedAs, category: body.read.category })
      break
    case 'answered':
      r.answered = true
      break
    case 'refused':
    case 'transferred':
    case 'withdrawn':
    case 'voided':
      r.end = body.type
      break
    case 'forwarded':
    case 'linked':
      r.sent = true
      break
    case 'replied':
      Object.assign(r, { reply: body, visit: body.visit, waits: true })
      break
    case 'visit_owed':
      r.visit = body.visit
      break
    case 'visited':
      r.visits = [...r.visits.filter((v) => v.visit !== body.visit), body]
      break
    case 'closed':
    case 'archived':
      r.waits = false
      break
    case 'reopened':
      Object.assign(r, { waits: false, rounds: body.round })
      break
    case 'urged':
      r.urges++
      break
    case 'marked':
      r.marks.push(body.mark)
      break
    case 'unmarked':
      r.marks = r.marks.filter((m) => m.kind !== body.kind)
      break
    case 'corrected':
    case 'filled':
      if (body.field in r) r[body.field] = body.to
      break
    case 'excluded':
      r.unreasonable = true
      break
  }
}

function applyToOrder(o, body, at) {
  const a = o.shares?.get(body.assignment)
  if (a && body.clocks) a.due = dueIn(body.clocks) ?? a.due
  switch (body.type) {
    case 'opened':
      Object.assign(o, { at, first: body.member, members: [body.member], shares: new Map(), redos: 0 })
      Object.assign(o, { praise: body.fields.praise, marks: body.fields.marks })
      break
    case 'joined':
      o.members.push(body.member)
      break
    case 'left':
    case 'split':
      o.members = o.members.filter((m) => m.id !== body.request)
      break
    case 'dispatched':
    case 'subbed':
    case 'round_opened':
      if (body.type === 'dispatched') o.dispatched = true
      if (body.type === 'round_opened') {
        o.closed = false
        if (body.round.kind === 'redo') o.redos++
      }
      for (const s of body.sent) o.shares.set(s.no, { ...s, due: dueIn(s.clocks), granted: 0 })
      break
    case 'moved':
    case 'recalled':
      a.gone = true
      break
    case 'submitted':
    case 'waived':
      a.finishedAt = at
      break
    case 'unsubmitted':
    case 'sent_back':
      a.finishedAt = undefined
      break
    case 'pause_ruled':
      if (body.granted) a.pausedAt = at
      break
    case 'continued':
      a.pausedAt = undefined
      break
    case 'return_ruled':
      if (body.granted) a.granted++
      break
    case 'contacted':
      if (body.result === 'connected' && body.purpose !== 'thanks') a.spoke = true
      break
    case 'closed':
      o.closed = true
      break
    case 'merged':
    case 'voided':
      o.end = body.type
      break
    case 'marked':
      o.marks = [...o.marks.filter((m) => m.kind !== body.mark.kind), body.mark]
      break
    case 'unmarked':
      o.marks = o.marks.filter((m) => m.kind !== body.kind)
      break
  }
}

/** The deadline of handling among an assignment's clocks. */
const dueIn = (clocks) => (clocks.redo ?? clocks.close ?? clocks.internal)?.due

function countCalls(contacts) {
  const calls = contacts.filter((c) => c.phone)
  const answered = calls.filter((c) => c.answeredAt !== undefined)
  return {
    calls: { offered: calls.length, answered: answered.length, within15s: answered.filter((c) => c.answeredAt - c.at <= 15_000).length },
  }
}

function countRequests(all, month) {
  // A letter that was refused before it was accepted counts on the day it came; one that waits to be read counts nowhere yet.
  const dated = all.map((r) => ({ ...r, on: r.acceptedAt ?? (r.end === 'refused' || r.end === 'transferred' ? r.at : undefined) }))
  const mine = dated.filter((r) => r.on !== undefined && monthOf(r.on) === month && r.end !== 'voided')
  const apart = (r) => r.imported || r.end === 'refused' || r.end === 'transferred'
  const accepted = mine.filter((r) => !apart(r))
  const count = (is) => accepted.filter(is).length
  const by = (key) => tally(accepted.flatMap(key))
  return {
    accepted: accepted.length,
    onTheSpot: count((r) => r.answered),
    sent: count((r) => r.sent),
    undecided: count((r) => !r.answered && !r.sent),
    withdrawn: count((r) => r.end === 'withdrawn'),
    sentAndWithdrawn: count((r) => r.sent && r.end === 'withdrawn'),
    urged: accepted.reduce((n, r) => n + r.urges, 0),
    history: mine.filter((r) => r.imported).length,
    refused: mine.filter((r) => !r.imported && r.end === 'refused').length,
    transferred: mine.filter((r) => !r.imported && r.end === 'transferred').length,
    types: by((r) => [r.reportedAs]),
    topics: by((r) => [r.category]),
    channels: by((r) => [r.channel]),
    media: by((r) => [r.medium]),
    marks: by((r) => r.marks.map((m) => (m.level ? `${m.kind}.${m.level}` : m.kind))),
    ...countCallBacks(accepted),
  }
}

function countCallBacks(accepted) {
  const seen = accepted.map((r) => {
    const rounds = [...r.visits].sort((a, b) => a.round - b.round)
    const [first, last] = [rounds[0], rounds.at(-1)]
    const due = rounds.length > 0 || (r.visit !== undefined && r.end !== 'withdrawn')
    const missing = r.reply !== undefined && !due && r.reply.unvisited === 'no_number' && r.end !== 'withdrawn'
    // Handled once more and answered: the call-back of that round is still to come.
    const again = r.waits && r.end === undefined && last !== undefined && last.round < r.reply.round
    return { ...r, first, last, due, missing, visited: last !== undefined && !again }
  })
  const owed = seen.filter((r) => r.due || r.missing).length
  const rated = (among) => ({ all: satisfied(among), withoutUnreasonable: satisfied(among.filter((r) => !r.unreasonable)) })
  const answered = seen.filter((r) => !r.praise)
  const knows = answered.filter((r) => r.last?.outcome.solved !== undefined)
  return {
    visited: { n: seen.filter((r) => r.visited).length, of: owed },
    reached: { n: seen.filter((r) => r.last?.reached).length, of: owed },
    satisfied: rated(answered),
    solved: { n: knows.filter((r) => r.last.outcome.solved === 'solved').length, of: knows.length },
    redoneRequests: answered.filter((r) => r.rounds > 1).length,
  }
}

/** 满意 over each thing it can be taken of. Silence is in no numerator. */
function satisfied(requests) {
  const by = (round) => {
    const n = requests.filter((r) => r[round]?.outcome.good === true).length
    return {
      rated: { n, of: requests.filter((r) => r[round]?.outcome.good !== undefined).length },
      reached: { n, of: requests.filter((r) => r[round]?.reached).length },
      all: { n, of: requests.filter((r) => r.due).length },
    }
  }
  return { first: by('first'), last: by('last') }
}

function countOrders(all, month, asOf) {
  const orders = all.filter((o) => o.end === undefined && o.members.length > 0).map((o) => whole(o, asOf))
  const mine = orders.filter((o) => monthOf(o.own.acceptedAt) === month)
  const sent = mine.filter((o) => o.dispatched)
  const closed = mine.filter((o) => o.closed)
  const due = orders.filter((o) => o.lead?.due !== undefined && monthOf(o.lead.due) === month && !(o.running && !o.late))
  const owed = sent.filter((o) => !o.praise)
  const merged = orders.flatMap((o) => o.others).filter((m) => monthOf(m.acceptedAt) === month)
  return {
    orders: mine.length,
    merged: merged.length,
    mergedAway: all.filter((o) => o.end === 'merged' && monthOf(o.first.acceptedAt) === month).length,
    dispatched: sent.length,
    closed: closed.length,
    units: tally(mine.flatMap((o) => (o.lead ? [o.lead.unit] : []))),
    onTime: {
      due: { n: due.filter((o) => o.inTime).length, of: due.length },
      closed: { n: closed.filter((o) => o.inTime).length, of: closed.length },
      dispatched: { n: sent.filter((o) => !o.late).length, of: sent.length },
    },
    onTimeOfMarked: tally(sent.filter((o) => !o.late).flatMap((o) => o.marks.map((m) => m.kind))),
    ofMarked: tally(sent.flatMap((o) => o.marks.map((m) => m.kind))),
    contacted: { n: owed.filter((o) => o.contacted).length, of: owed.length },
    redone: mine.filter((o) => o.redos > 0).length,
    returned: mine.reduce((n, o) => n + [...o.shares.values()].reduce((k, s) => k + (s.parent === undefined ? s.granted : 0), 0), 0),
  }
}

/** An order with what the figures ask of it: whose request is its own, who was in charge first, in time or late. */
function whole(o, asOf) {
  const own = earliest(o.members)
  const first = [...o.shares.values()].filter((s) => s.round === 1 && !s.gone)
  const lead = first.filter((s) => s.role === 'lead').at(-1)
  const finished = lead?.finishedAt
  const running = lead !== undefined && lead.due !== undefined && finished === undefined
  const late = lead?.due !== undefined && (finished ?? lead.pausedAt ?? asOf) > lead.due
  const contacted = first.some((s) => s.role !== 'assist' && s.spoke)
  return { ...o, own, others: o.members.filter((m) => m !== own), lead, running, late, inTime: finished !== undefined && !late, contacted }
}

/** Of several who wait behind one order the one who has waited longest is its own. */
const earliest = (members = []) => members.reduce((a, m) => (a === undefined || m.acceptedAt < a.acceptedAt ? m : a), undefined)

function tally(keys) {
  const out = {}
  for (const key of keys) out[key] = (out[key] ?? 0) + 1
  return Object.fromEntries(Object.entries(out).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])))
}

/** Gives `take` the events of a centre from its database, stream by stream. */
export async function eachEvent(client, centre, take) {
  const page = `select noun, stream, seq, (extract(epoch from at) * 1000)::bigint::text as at, body from event
    where centre_id = $1 and noun = any($5) and (noun, stream, seq) > ($2, $3::uuid, $4) order by noun, stream, seq limit 20000`
  let last = { noun: '', stream: '00000000-0000-0000-0000-000000000000', seq: 0 }
  for (let count = 0; ; ) {
    const { rows } = await client.query(page, [centre, last.noun, last.stream, last.seq, Object.keys(APPLY)])
    for (const row of rows) take({ ...row, at: Number(row.at) })
    if (!rows.length) return count
    count += rows.length
    last = rows.at(-1)
  }
}

async function eventsFrom(file, take) {
  const events = []
  for await (const line of createInterface({ input: createReadStream(file) })) if (line.trim()) events.push(JSON.parse(line))
  events.sort((a, b) => a.seq - b.seq)
  for (const e of events) take({ ...e, at: typeof e.at === 'number' ? e.at : Date.parse(e.at) })
  return events.length
}

/** The database that runs for the data folder: its port and password stand in its own files. */
function ownDatabase() {
  const folder = join(resolve(process.env.HUYING_DATA ?? 'data'), 'postgres')
  try {
    const [, , , port] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return `postgres://huying:${readFileSync(join(folder, 'huying.password'), 'utf8').trim()}@127.0.0.1:${port}/huying`
  } catch {
    throw new Error('没有找到正在运行的数据库：请先 npm start，或用 --database 写明地址')
  }
}

async function main() {
  const { values } = parseArgs({
    options: Object.fromEntries(
      ['centre', 'month', 'database', 'journal', 'as-of'].map((o) => [o, { type: 'string' }]).concat([['json', { type: 'boolean' }]]),
    ),
  })
  const { centre, month, journal } = values
  const asOf = values['as-of'] ? Date.parse(values['as-of']) : Date.now()
  if (!/^\d{4}-\d{2}$/.test(month ?? '') || (!centre && !journal) || Number.isNaN(asOf))
    throw new Error(
      '用法：node scripts/recount.mjs --centre 代码 --month 2024-11 [--json] [--as-of 时刻] [--database 地址 | --journal 文件.jsonl]',
    )
  const { take, figures } = counting()
  const events = journal
    ? await eventsFrom(journal, take)
    : await read(values.database ?? process.env.DATABASE_URL ?? ownDatabase(), centre, take)
  const counted = { centre, events, asOf: new Date(asOf).toISOString(), ...figures({ month, asOf }) }
  if (values.json) console.log(JSON.stringify(counted))
  else for (const [name, value] of lines(counted)) console.log(`${name}\t${value}`)
}

async function read(url, centre, take) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await eachEvent(client, centre, take)
  } finally {
    await client.end()
  }
}

function* lines(value, name = '') {
  if (typeof value !== 'object' || value === null) yield [name, value]
  else if ('n' in value && 'of' in value) yield [name, `${value.n} / ${value.of}`]
  else for (const [key, inner] of Object.entries(value)) yield* lines(inner, name ? `${name}.${key}` : key)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  main().catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
