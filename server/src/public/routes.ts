/**
 * For citizens and firms, without an account: write, follow with number and query code (查询码), urge, add, withdraw, rate. Only the
 * words of terms.md 11; never a unit's inner doings. Five wrong codes lock the number for an hour.
 */
import { type Actor, bar } from '@huying/core/kernel'
import { formatDay, dayOf } from '@huying/core/calendar'
import { MatterInput } from '@huying/core/request/input'
import type { ServiceRequest } from '@huying/core/request/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse, Refused } from '../errors.ts'
import type { HttpOptions } from '../http.ts'
import { execute } from '../shell/execute.ts'
import { queryKey } from '../shell/facts.ts'
import { keyOf } from '../shell/routes.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import { outside } from './words.ts'

const citizen: Actor = { user: 'citizen', post: 'citizen', unit: '', name: '诉求人' }

const { channel: _channel, line: _line, contact: _contact, marks: _marks, urgency: _urgency, ...Matter } = MatterInput
const Write = Type.Object(Matter, { additionalProperties: false })
const Ticket = {
  number: Type.String({ pattern: '^\\d{6}-?\\d{4,6}$', title: '编号' }),
  code: Type.String({ pattern: '^\\d{6}$', title: '查询码' }),
}
const Follow = Type.Object(Ticket, { additionalProperties: false })
const Act = Type.Object({ ...Ticket, input: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, { additionalProperties: false })
const ACTS = ['urge', 'append', 'withdraw', 'rate', 'ask_progress']

const MOST_WRONG = 5
const HOUR = 3_600_000

export function publicRoutes(app: FastifyInstance, shell: Shell, { centre }: HttpOptions) {
  app.get('/api/public/catalogue', { schema: { summary: '公开页目录' } }, async () => {
    const { policy } = await shell.packs.current(centre)
    const { city, kinds, categories, gazetteer, visit } = policy.pack
    return {
      city: city.short,
      centre: city.centre,
      types: kinds.types.map((t) => ({ code: t.code, label: t.label })),
      categories: categories
        .filter((c) => policy.isLeaf(c.code))
        .map((c) => ({ code: c.code, label: c.name, group: policy.category(c.parent ?? '')?.name ?? '' })),
      regions: gazetteer
        .filter((p) => p.level === 'county' || p.level === 'town')
        .map((p) => ({ code: p.code, label: p.name, parent: p.parent, level: p.level })),
      scale: visit.scale.value.map((g) => ({ code: g.code, label: g.label })),
    }
  })

  const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } }
  app.post<{ Body: typeof Write.static }>(
    '/api/public/requests',
    { schema: { body: Write, summary: '提交诉求' }, config: limited },
    async (request) => {
      const { policy } = await shell.packs.current(centre)
      const web =
        policy.pack.kinds.channels.find((c) => c.reviewed && c.code === 'web') ?? policy.pack.kinds.channels.find((c) => c.reviewed)
      if (!web) return refuse('unknown_code', '本市尚未开通网上受理，请拨打 12345')
      const done = await execute(shell, {
        centre,
        actor: citizen,
        noun: 'request',
        command: 'register',
        input: { ...request.body, channel: web.code },
        key: keyOf(request),
      })
      if (!done.ok) throw new Refused(done.refusal)
      const { rows } = await shell.pool.query<{ number: string }>('select number from service_request where centre_id = $1 and id = $2', [
        centre,
        done.id,
      ])
      return { number: rows[0]?.number, queryCode: done.told.queryCode }
    },
  )

  app.post<{ Body: typeof Follow.static }>(
    '/api/public/follow',
    { schema: { body: Follow, summary: '查询进展' }, config: limited },
    async (request) => {
      const found = await open(request.body)
      const texts = await readTexts(shell.pool, centre, openRefs([found.title, found.content, found.reply, found.answer, found.appended]))
      const { policy } = await shell.packs.at(centre, found.version).then((policy) => ({ policy }))
      return withTexts(outside(found, policy), texts)
    },
  )

  for (const command of ACTS) {
    app.post<{ Body: typeof Act.static }>(
      `/api/public/requests/${command}`,
      { schema: { body: Act, summary: command }, config: limited },
      async (request) => {
        const found = await open(request.body)
        const input = request.body.input ?? {}
        const done = await execute(shell, { centre, actor: citizen, noun: 'request', id: found.id, command, input, key: keyOf(request) })
        if (!done.ok) throw new Refused(done.refusal)
        return { ok: true }
      },
    )
  }

  /** The request of a number whose code fits; wrong codes are counted by number, whoever types them. */
  async function open({ number, code }: { number: string; code: string }): Promise<ServiceRequest> {
    const full = number.includes('-') ? number : `${number.slice(0, 6)}-${number.slice(6)}`
    const now = shell.clock.now()
    const hour = `${formatDay(dayOf(now))}:${Math.floor(now / HOUR)}`
    const { rows } = await shell.pool.query<{ state: ServiceRequest; wrong: number | null }>(
      `select r.state, c.value as wrong from (select $2::text as number) n
         left join service_request r on r.centre_id = $1 and r.number = n.number
         left join counter c on c.centre_id = $1 and c.kind = 'wrong ' || n.number and c.day = $3`,
      [centre, full, hour],
    )
    const row = rows[0]
    if ((row?.wrong ?? 0) >= MOST_WRONG) throw new Refused(bar('locked', '查询码输错次数过多，请一小时后再试，或拨打 12345 查询'))
    if (row?.state && row.state.queryKey === queryKey(shell, full, code)) return row.state
    await shell.pool.query(
      `insert into counter (centre_id, kind, day, value) values ($1, 'wrong ' || $2::text, $3, 1)
       on conflict (centre_id, kind, day) do update set value = counter.value + 1`,
      [centre, full, hour],
    )
    throw new Refused(bar('not_found', '编号或查询码不对，请核对后重新输入；忘记查询码可拨打 12345'))
  }
}
