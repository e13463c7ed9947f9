/** 签批审计 (SEC-11): the month's answers with their hands, and the list of what is odd about them, by unit. Hands and times only: who audits reads no order. */
import { isCentre } from '@huying/core/access/permit'
import { type JournalLine, type Share, type Signature, type SigningFault, SIGNING_FAULTS, signaturesOf } from '@huying/core/access/signing'
import type { Actor, Instant } from '@huying/core/kernel'
import type { OrderEvent } from '@huying/core/order/events'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { hasPage, scopeSql } from '../access.ts'
import type { Db } from '../db.ts'
import { refuse } from '../errors.ts'
import { rate } from '@huying/core/measure/rounding'
import { signedIn } from '../session.ts'
import { Month, spanOf } from '../period.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'

const Path = Type.Object({ month: Month }, { additionalProperties: false })
const Query = Type.Object({ unit: Type.Optional(Type.String({ title: '承办单位' })) }, { additionalProperties: false })
/** Written out, as the index `event_answer` has them. */
const STEPS = "('replied', 'approved', 'submitted', 'unsubmitted', 'sent_back', 'accepted')"

export function signingRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: typeof Path.static; Querystring: typeof Query.static }>(
    '/api/audit/signing/:month',
    { schema: { params: Path, querystring: Query, summary: '签批审计：异常清单和异常率' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!mayAudit(actor, policy)) return refuse('forbidden', '只有审计管理员和热线中心的统计岗位可以查看签批审计')
      return audited(shell.pool, { centre, actor, policy }, request.params.month, request.query.unit)
    },
  )

  app.get<{ Params: { id: string } }>(
    '/api/orders/:id/signatures',
    { schema: { summary: '每份答复的撰写人、签批人、审核人和时间' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const stored = await loadFor(shell, centre, 'order', request.params.id, actor)
      if (!stored) return refuse('not_found', '没有找到，或您无权查看')
      const [order] = await signed(shell.pool, centre, 'select $2::uuid', [request.params.id])
      return (order?.signatures ?? []).map((s) => shown(s, stored.policy))
    },
  )
}

/** The audit administrator, and the posts of the centre that read its figures. */
function mayAudit(actor: Actor, policy: Policy) {
  return hasPage(actor, policy, 'audit') || (isCentre(actor, policy) && hasPage(actor, policy, 'figures'))
}

const shown = (s: Signature, policy: Policy) => ({
  ...s,
  unitName: policy.unit(s.unit)?.name ?? s.unit,
  faults: s.faults.map((code) => ({ code, label: SIGNING_FAULTS[code] })),
})

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
}

async function audited(db: Db, reader: Reader, month: string, unit: string | undefined) {
  const { centre, policy } = reader
  const [from, to] = spanOf(month)
  const orders = await signed(
    db,
    centre,
    `select distinct stream from event where centre_id = $1 and noun = 'order' and type = 'replied' and recorded_at >= $2::timestamptz and recorded_at < $3::timestamptz`,
    [from, to],
  )
  const inMonth = (s: Signature) => s.written.at >= Date.parse(from) && s.written.at < Date.parse(to)
  const answers = orders.flatMap(({ id, signatures }) =>
    signatures.filter((s) => inMonth(s) && (unit === undefined || s.unit === unit)).map((s) => ({ id, ...s })),
  )
  const odd = answers.filter((a) => a.faults.length > 0)
  const numbers = await numbersOf(db, reader, [...new Set(odd.map((a) => a.id))])
  const count = (code: SigningFault) => odd.filter((a) => a.faults.includes(code)).length
  const units = [...new Set(odd.map((a) => a.unit))]
  return {
    month,
    rate: rate('签批异常率', odd.length, answers.length, '本月提交的答复'),
    faults: (Object.keys(SIGNING_FAULTS) as SigningFault[]).map((code) => ({ code, label: SIGNING_FAULTS[code], count: count(code) })),
    units: units
      .map((code) => ({ code, label: policy.unit(code)?.name ?? code, count: odd.filter((a) => a.unit === code).length }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    rows: odd
      .sort((a, b) => b.written.at - a.written.at)
      .filter((a) => numbers.has(a.id))
      .map((a) => ({ ...a, number: numbers.get(a.id), ...shown(a, policy) })),
  }
}

/** Orders with their signatures; `which` selects the streams, its values begin at $2. */
async function signed(db: Db, centre: string, which: string, values: unknown[]): Promise<{ id: string; signatures: Signature[] }[]> {
  const journals = await journalsOf(db, centre, which, values)
  const shares = await sharesOf(db, centre, [...journals.keys()])
  return [...journals].map(([id, journal]) => ({ id, signatures: signaturesOf({ assignments: shares.get(id) ?? [] }, journal) }))
}

interface Step {
  id: string
  type: OrderEvent['type']
  at: Instant
  assignment: number
  by: string
  user: string | null
  mode: string | null
}

/** What was done with answers, by order: hands and times, without what was written. Streams as an array: joined, all journals are read. */
async function journalsOf(db: Db, centre: string, which: string, values: unknown[]): Promise<Map<string, JournalLine[]>> {
  const { rows } = await db.query<Step>(
    `select e.stream as id, e.type, e.at, (e.body->>'assignment')::int as assignment, e.body->>'by' as by,
       coalesce(e.body->'reply', e.body->'approval')->>'byUser' as user, e.body->'approval'->>'mode' as mode
     from event e where e.centre_id = $1 and e.noun = 'order' and e.stream = any(array(${which})) and e.type in ${STEPS} order by e.stream, e.seq`,
    [centre, ...values],
  )
  const journals = new Map<string, JournalLine[]>()
  for (const { id, at, type, assignment, by, user, mode } of rows) {
    const event = { type, assignment, by, reply: { byUser: user }, approval: { byUser: user, mode } } as unknown as OrderEvent
    const journal = journals.get(id)
    if (journal) journal.push({ at, event })
    else journals.set(id, [{ at, event }])
  }
  return journals
}

/** Whose assignment each answer belongs to, by order. */
async function sharesOf(db: Db, centre: string, orders: string[]): Promise<Map<string, Share[]>> {
  const { rows } = await db.query<Share & { id: string }>(
    'select order_id as id, no, unit, round, signing from assignment where centre_id = $1 and order_id = any($2::uuid[])',
    [centre, orders],
  )
  const shares = new Map<string, Share[]>()
  for (const { id, no, unit, round, signing } of rows) {
    const share = { no, unit, round, signing }
    const known = shares.get(id)
    if (known) known.push(share)
    else shares.set(id, [share])
  }
  return shares
}

/** Numbers of the orders that the reader may name: whoever audits names them all and opens none, others those of their scope. */
async function numbersOf(db: Db, { centre, actor, policy }: Reader, orders: string[]): Promise<Map<string, string>> {
  const scope = hasPage(actor, policy, 'audit') ? { text: 'true', values: [] } : scopeSql('order', actor, policy, 3)
  const { rows } = await db.query<{ id: string; number: string }>(
    `select t.id, t.number from work_order t where t.centre_id = $1 and t.id = any($2::uuid[]) and ${scope.text}`,
    [centre, orders, ...scope.values],
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}
