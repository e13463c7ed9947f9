/** 签批审计 (SEC-11): the month's answers with their hands, and the list of what is odd about them, by unit. Hands and times only: who audits reads no order. */
import { isCentre } from '@huying/core/access/permit'
import { type Signature, type SigningFault, SIGNING_FAULTS, signaturesOf } from '@huying/core/access/signing'
import type { Actor, Instant } from '@huying/core/kernel'
import type { OrderEvent } from '@huying/core/order/events'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../db.ts'
import { refuse } from '../errors.ts'
import { rate } from '../figures/percent.ts'
import { signedIn } from '../http.ts'
import { Month, spanOf } from '../period.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'

const Path = Type.Object({ month: Month }, { additionalProperties: false })
const Query = Type.Object({ unit: Type.Optional(Type.String({ title: '承办单位' })) }, { additionalProperties: false })
const STEPS = ['replied', 'approved', 'submitted', 'unsubmitted', 'sent_back', 'accepted']

export function signingRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: typeof Path.static; Querystring: typeof Query.static }>(
    '/api/audit/signing/:month',
    { schema: { params: Path, querystring: Query, summary: '签批审计：异常清单和异常率' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!mayAudit(actor, policy)) return refuse('forbidden', '只有审计管理员和热线中心的统计岗位可以查看签批审计')
      return audited(shell.pool, centre, request.params.month, request.query.unit, policy)
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
  const pages = policy.post(actor.post)?.pages ?? []
  return pages.includes('audit') || (isCentre(actor, policy) && pages.includes('figures'))
}

const shown = (s: Signature, policy: Policy) => ({
  ...s,
  unitName: policy.unit(s.unit)?.name ?? s.unit,
  faults: s.faults.map((code) => ({ code, label: SIGNING_FAULTS[code] })),
})

async function audited(db: Db, centre: string, month: string, unit: string | undefined, policy: Policy) {
  const [from, to] = spanOf(month)
  const orders = await signed(
    db,
    centre,
    `select stream from event where centre_id = $1 and noun = 'order' and type = 'replied' and recorded_at >= $2::timestamptz and recorded_at < $3::timestamptz`,
    [from, to],
  )
  const inMonth = (s: Signature) => s.written.at >= Date.parse(from) && s.written.at < Date.parse(to)
  const answers = orders.flatMap(({ id, number, signatures }) =>
    signatures.filter((s) => inMonth(s) && (unit === undefined || s.unit === unit)).map((s) => ({ id, number, ...s })),
  )
  const odd = answers.filter((a) => a.faults.length > 0)
  const count = (code: SigningFault) => odd.filter((a) => a.faults.includes(code)).length
  const units = [...new Set(odd.map((a) => a.unit))]
  return {
    month,
    rate: rate('签批异常率', odd.length, answers.length, '本月提交的答复'),
    faults: (Object.keys(SIGNING_FAULTS) as SigningFault[]).map((code) => ({ code, label: SIGNING_FAULTS[code], count: count(code) })),
    units: units
      .map((code) => ({ code, label: policy.unit(code)?.name ?? code, count: odd.filter((a) => a.unit === code).length }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    rows: odd.sort((a, b) => b.written.at - a.written.at).map((a) => ({ ...a, ...shown(a, policy) })),
  }
}

/** Orders with their signatures; `which` selects the streams, its values begin at $2. */
async function signed(db: Db, centre: string, which: string, values: unknown[]) {
  const steps = `$${values.length + 2}`
  const { rows } = await db.query<{ id: string; number: string; order: Pick<Order, 'assignments'>; journal: Line[] }>(
    `select t.id, t.number, jsonb_build_object('assignments', t.state->'assignments') as "order",
       jsonb_agg(jsonb_build_object('at', extract(epoch from e.at) * 1000, 'event', e.body) order by e.seq) as journal
     from work_order t join event e on e.centre_id = t.centre_id and e.noun = 'order' and e.stream = t.id and e.type = any(${steps}::text[])
     where t.centre_id = $1 and t.id in (${which}) group by t.centre_id, t.id`,
    [centre, ...values, STEPS],
  )
  return rows.map(({ order, journal, ...r }) => ({ ...r, signatures: signaturesOf(order, journal) }))
}
interface Line {
  at: Instant
  event: OrderEvent
}
