/**
 * 全程记录 of one order: every step of the order, its requests, their calls and its call-backs, with who, when, from where and why, and with
 * what proves it: its hash, and the seal and the signature of the batch in which it lies.
 */
import { formatInstant } from '@huying/core/calendar'
import type { Instant, Noun } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { VOID_REASONS } from '@huying/core/request/commands/void'
import { STEP_WORDS } from '@huying/core/steps'
import { inScope } from '../access.ts'
import { refuse } from '../errors.ts'
import { called } from '../seal/finding.ts'
import { type Proof, proofsOf } from '../seal/proofs.ts'
import { type Stream, streamsIn } from '../seal/rows.ts'
import type { StoredEvent } from '../seal/stream.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import type { Reader } from './lists.ts'
import type { Sheet } from './sheet.ts'
import type { Taken } from './taken.ts'

export const TRAIL: Sheet = {
  name: '工单全程记录',
  columns: [
    ['序号', 6],
    ['记录', 20],
    ['第几步', 8],
    ['事项', 20],
    ['岗位', 14],
    ['经办人', 14],
    ['时间', 17],
    ['记录时间', 17],
    ['来源', 18],
    ['原因', 40],
    ['哈希值', 46],
    ['哈希校验', 10],
    ['封存号', 10],
    ['封存签名', 10],
  ],
}

const NOUNS = ['contact', 'request', 'order', 'visit'] as const
type Told = (typeof NOUNS)[number]
type Body = Record<string, unknown>
interface Step {
  noun: Told
  stream: Stream
  event: StoredEvent
}

/** As far as the reader may see it: what lies outside his scope is not in the file. */
export async function trailLines(shell: Shell, reader: Reader, id: string, limit: number): Promise<Taken> {
  const { centre, actor, policy } = reader
  const stored = await loadFor(shell, centre, 'order', id, actor)
  if (!stored) return refuse('not_found', '没有找到，或您无权查看')
  const order = stored.state as unknown as Order
  const db = await shell.pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    const seen = async (noun: Told, ids: readonly string[]) =>
      (await streamsIn(db, centre, noun, { ids: [...new Set(ids)] })).filter(
        ({ row }) => row !== undefined && inScope(noun, row.state, actor, policy),
      )
    const requests = await seen(
      'request',
      order.members.map((m) => m.id),
    )
    const { rows: visits } = await db.query<{ id: string }>('select id from visit where centre_id = $1 and order_id = $2', [centre, id])
    const streams = {
      contact: await seen('contact', requests.flatMap(contactsOf)),
      request: requests,
      order: await seen('order', [id]),
      visit: await seen(
        'visit',
        visits.map((v) => v.id),
      ),
    }
    const steps = NOUNS.flatMap((noun) => streams[noun].flatMap((stream) => stream.events.map((event) => ({ noun, stream, event }))))
    // What happened at one moment stands in the order in which one thing leads to the other.
    steps.sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0))
    const proofs = await proofsOf(db, shell.crypto, centre, Object.values(streams).flat())
    const said = await saying(shell, { centre, policy }, order, steps)
    const lines = steps.slice(0, limit).map((step) => [...said(step), ...proven(proofs.get(step.event))])
    return { lines, more: steps.length > limit }
  } finally {
    await db.query('rollback').catch(() => undefined)
    db.release()
  }
}

/** The call in which a request was told, and those in which the person asked again. */
const contactsOf = ({ row, events }: Stream): string[] =>
  [row?.state.contact, ...events.map(({ body }) => (body as Body).contact)].filter((one) => typeof one === 'string')

const proven = (proof: Proof | undefined): string[] => [
  proof?.hash ?? '',
  proof?.whole ? '相符' : '不符',
  proof?.seal === undefined ? '待封存' : String(proof.seal),
  proof?.signed === undefined ? '待封存' : proof.signed ? '有效' : '不符',
]

async function saying(shell: Shell, { centre, policy }: Pick<Reader, 'centre' | 'policy'>, order: Order, steps: readonly Step[]) {
  const bodies = steps.map(({ event }) => (event.type === 'reached' ? { type: 'reached' } : event.body))
  const texts = await readTexts(shell.pool, centre, openRefs(bodies))
  const { rows } = await shell.pool.query<{ user: string; name: string }>(
    'select user_id::text as user, name from person where centre_id = $1 and user_id::text = any($2)',
    [centre, [...new Set(steps.map(({ event }) => event.actor))]],
  )
  const names = new Map(rows.map(({ user, name }) => [user, name]))
  const told = new Map(steps.map((step, i) => [step, withTexts(bodies[i], texts) as Body]))
  return (step: Step): string[] => {
    const { noun, stream, event } = step
    const body = told.get(step) ?? {}
    const number = noun === 'contact' ? undefined : (stream.row?.state.number as string | undefined)
    const by = typeof body.by === 'string' ? body.by : undefined
    return [
      called(noun, stream.id, number),
      String(event.seq),
      (STEP_WORDS[noun] as Readonly<Record<string, string>>)[event.type] ?? event.type,
      postOf(policy, event.post),
      UNMANNED[event.post] ?? names.get(event.actor) ?? by ?? event.actor,
      formatInstant(Date.parse(event.at) as Instant),
      formatInstant(Date.parse(event.recordedAt) as Instant),
      sourceOf(policy, order, step, body),
      whyOf(policy, noun, event.type, body) || '此步不设原因',
    ]
  }
}

/** Acts of the machine by its rules, and of the person himself. */
const UNMANNED: Readonly<Record<string, string>> = { system: '系统', citizen: '诉求人' }
const postOf = (policy: Policy, post: string) => UNMANNED[post] ?? policy.post(post)?.label ?? post

/** From where a step came: a channel, a rule of the pack, a unit, or the centre. */
function sourceOf(policy: Policy, order: Order, { noun, stream, event }: Step, body: Body): string {
  const fields = body.fields as { channel?: string } | undefined
  const channel = fields?.channel ?? (event.post === 'citizen' ? (stream.row?.state.channel as string | undefined) : undefined)
  if (channel) return policy.label('channels', channel)
  if (noun === 'order' && event.type === 'dispatched') return ruleOf(policy, String(body.rule))
  if (event.post === 'system') return '系统按机制配置'
  const assignment = order.assignments.find(({ no }) => no === body.assignment)
  if (assignment && policy.post(event.post)?.belongs === 'unit') return unitName(policy, assignment.unit)
  return unitName(policy, policy.pack.city.centreUnit)
}

const unitName = (policy: Policy, code: string) => policy.unit(code)?.name ?? code
const BY_HAND: Readonly<Record<string, string>> = { dispatcher: '派单员选定', ruling: '定责', duty: '职责清单' }
/** A rule of the pack by its name; a line of the duty list by its code. */
const ruleOf = ({ pack }: Policy, code: string) =>
  BY_HAND[code] ?? pack.dispatch.rules.find((rule) => rule.code === code)?.label ?? `职责清单 ${code}`

type Coded = readonly { code: string; label: string }[]
const CODED: Readonly<Record<string, (pack: Policy['pack']) => Coded | undefined>> = {
  'order return_requested': (pack) => pack.returns.reasons,
  'order extension_requested': (pack) => pack.extensions.reasons,
  'order pause_requested': (pack) => pack.pauses.reasons,
  'order sent_back': (pack) => pack.reviews?.reasons,
  'order archived': (pack) => pack.archive.causes,
  'order round_opened': (pack) => pack.visit.dissatisfiedReasons,
  'request refused': (pack) => pack.intake.refusals,
  'visit missed': (pack) => pack.visit.unreachedReasons,
  'visit recorded': (pack) => pack.visit.dissatisfiedReasons,
}

/** The reason in the words of the pack, and what was written to it. */
function whyOf({ pack }: Policy, noun: Noun, type: string, body: Body): string {
  const from = { ...(body.round as Body | undefined), ...(body.mark as Body | undefined), ...body }
  const listed = CODED[`${noun} ${type}`]?.(pack)
  const label = (code: string) => listed?.find((one) => one.code === code)?.label ?? VOID_REASONS[code] ?? code
  const codes = [from.reason, from.cause, noun === 'visit' ? from.result : undefined, ...((from.reasons as string[] | undefined) ?? [])]
  const written = [from.why, from.basis, from.facts, from.note, from.text]
  return [...codes.filter((code) => typeof code === 'string').map(label), ...written.filter((text) => typeof text === 'string')]
    .filter(Boolean)
    .join('；')
}
