/** 综合查询: requests and orders by text, number, place, matter, unit and period; by phone number only in the body, with a reason, recorded. */
import { ORDER_STAGES } from '@huying/core/order/state'
import { REQUEST_STAGES } from '@huying/core/request/state'
import { normalPhone } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../http.ts'
import { type Listing, page, searchWhere } from '../shell/list.ts'
import type { Shell } from '../shell/shell.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { filterRoutes } from './filters.ts'

type Where = Listing['where'][number]

const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 60 })),
    stage: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    type: Type.Optional(Type.String()),
    channel: Type.Optional(Type.String()),
    urgency: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    from: Type.Optional(DayText),
    to: Type.Optional(DayText),
    sort: Type.Optional(Type.Union(['accepted', 'due', 'closed'].map((s) => Type.Literal(s)))),
    dir: Type.Optional(Type.Union([Type.Literal('up'), Type.Literal('down')])),
    after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)
type Asked = typeof Query.static
const Phone = Type.Object(
  {
    number: Type.String({ minLength: 5, maxLength: 40, title: '电话号码' }),
    why: Type.String({ minLength: 2, maxLength: 100, title: '查询事由' }),
  },
  { additionalProperties: false },
)

interface Row {
  id: string
  sort_key: string | null
}
type Kind = 'orders' | 'requests'

/** The two lists: what they select, and which column stands behind each filter. */
const LISTS = {
  orders: {
    noun: 'order',
    from: 'work_order t',
    select:
      't.id, t.number, t.title, t.stage, t.type, t.category, t.urgency, t.confidential, t.lead_unit as unit, t.members, t.round, t.region, t.accepted_at, t.due_at, t.closed_at',
    stages: ORDER_STAGES as readonly string[],
    sorts: { accepted: 't.accepted_at', due: 't.due_at', closed: 't.closed_at' },
    period: 't.accepted_at',
    unit: 't.unit_paths && array[?]',
    channel: 't.channel = ?',
  },
  requests: {
    noun: 'request',
    from: 'service_request t left join work_order o on o.centre_id = t.centre_id and o.id = t.order_id',
    select:
      "t.id, t.number, t.title, t.stage, t.type, t.category, t.urgency, t.confidential, t.channel, coalesce(o.lead_unit, t.state->'reply'->>'unit') as unit, o.number as order_number, t.order_id, t.region, t.registered_at as accepted_at, t.answer_due as due_at, t.closed_at",
    stages: REQUEST_STAGES as readonly string[],
    sorts: { accepted: 't.registered_at', due: 't.answer_due', closed: 't.closed_at' },
    period: 't.registered_at',
    unit: 'o.unit_paths && array[?]',
    channel: 't.channel = ?',
  },
} as const satisfies Record<Kind, object>

function wheresOf(kind: Kind, a: Asked): Where[] {
  const list = LISTS[kind]
  const when = (value: string | undefined, sql: string, given: string | undefined = value): Where[] => (value ? [[sql, given]] : [])
  return [
    ...(a.q ? [searchWhere(a.q)] : []),
    ...when(a.stage, 't.stage = ?'),
    ...when(a.unit, list.unit),
    ...when(a.category, 't.category_path && array[?]'),
    ...when(a.type, 't.type = ?'),
    ...when(a.channel, list.channel),
    ...when(a.urgency, 't.urgency = ?'),
    ...when(a.region, 'starts_with(t.region, ?)'),
    ...when(a.from, `${list.period} >= ?::timestamptz`, a.from && startOfDay(a.from)),
    ...when(a.to, `${list.period} < ?::timestamptz`, a.to && endOfDay(a.to)),
  ]
}

/** By one number as caller or contact, by keyed hash. */
const ofPhone = (kind: Kind, digest: string): Where =>
  kind === 'requests'
    ? ['(t.call_digest = ? or t.contact_digest = ?)', digest, digest]
    : [
        'exists (select 1 from service_request r where r.centre_id = t.centre_id and r.order_id = t.id and (r.call_digest = ? or r.contact_digest = ?))',
        digest,
        digest,
      ]

export function searchRoutes(app: FastifyInstance, shell: Shell) {
  filterRoutes(app, shell)

  for (const kind of ['orders', 'requests'] as const) {
    const list = LISTS[kind]
    app.get<{ Querystring: Asked }>(
      `/api/search/${kind}`,
      { schema: { querystring: Query, summary: kind === 'orders' ? '查询工单' : '查询诉求' } },
      async (request) => {
        const { centre, actor } = signedIn(request)
        const { policy } = await shell.packs.current(centre)
        const { stage, sort = 'accepted', dir = 'down', after, limit } = request.query
        if (stage && !list.stages.includes(stage)) return refuse('unknown_code', '没有这种状态', { field: 'stage' })
        const { noun, select, from } = list
        const sorting = { sort: list.sorts[sort as keyof typeof list.sorts], descending: dir === 'down' }
        return page<Row>(shell.pool, {
          centre,
          actor,
          policy,
          noun,
          select,
          from,
          where: wheresOf(kind, request.query),
          ...sorting,
          after,
          limit,
        })
      },
    )

    app.post<{ Body: typeof Phone.static }>(
      `/api/search/${kind}/by-phone`,
      { schema: { body: Phone, summary: '按号码查询（须填事由，留痕）' } },
      async (request) => {
        const { centre, actor } = signedIn(request)
        const { policy } = await shell.packs.current(centre)
        const number = normalPhone(request.body.number)
        if (!number) return refuse('invalid', '号码的格式不对，请检查后重新填写', { field: 'number' })
        const { noun, select, from, sorts } = list
        const where = [ofPhone(kind, shell.crypto.digest(`phone:${number}`))]
        const found = await page<Row>(shell.pool, {
          centre,
          actor,
          policy,
          noun,
          select,
          from,
          where,
          sort: sorts.accepted,
          descending: true,
          limit: 100,
        })
        const detail = { why: request.body.why, tail: number.slice(-4), rows: found.rows.length }
        await note(shell.pool, centre, { kind: 'phone_search', actor: actor.user, post: actor.post, detail }, shell.clock.now())
        return found
      },
    )
  }
}
