/**
 * For citizens and firms, without an account: write, follow with number and query code (查询码), urge, add, withdraw, rate. Only the
 * words of terms.md 11; never a unit's inner doings.
 */
import { CITIZEN } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { append } from '@huying/core/request/commands/append'
import { rate } from '@huying/core/request/commands/rate'
import { urge } from '@huying/core/request/commands/urge'
import { withdraw } from '@huying/core/request/commands/withdraw'
import { MatterInput } from '@huying/core/request/input'
import type { ServiceRequest } from '@huying/core/request/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse, Refused } from '../errors.ts'
import type { HttpOptions } from '../session.ts'
import { type Call, execute } from '../shell/execute.ts'
import { keyOf } from '../shell/routes.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import type { Behind } from './course.ts'
import { photoRoutes, photosOf } from './photos.ts'
import { MOVED_ON, openTicket, Ticket } from './ticket.ts'
import { outside } from './words.ts'

const { channel: _channel, line: _line, contact: _contact, marks: _marks, urgency: _urgency, ...Matter } = MatterInput
const Write = Type.Object(Matter, { additionalProperties: false })
const Follow = Type.Object(Ticket, { additionalProperties: false })

/** What a person does with his request; which contact it came by and which field it fills is the centre's reading. */
const ACTS = [
  { command: urge, input: Type.Omit(urge.input, ['contact']), summary: '催办' },
  { command: append, input: Type.Omit(append.input, ['contact', 'fills']), summary: '补充' },
  { command: withdraw, input: Type.Omit(withdraw.input, ['contact']), summary: '撤回诉求' },
  { command: rate, input: Type.Omit(rate.input, ['contact']), summary: '评价' },
]

export function publicRoutes(app: FastifyInstance, shell: Shell, options: HttpOptions) {
  const { centre } = options
  photoRoutes(app, shell, options)
  app.get('/api/public/catalogue', { schema: { summary: '公开页目录' } }, async () =>
    catalogueOf((await shell.packs.current(centre)).policy),
  )

  const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } }
  app.post<{ Body: typeof Write.static }>(
    '/api/public/requests',
    { schema: { body: Write, summary: '提交诉求' }, config: limited },
    async (request) => {
      const { policy } = await shell.packs.current(centre)
      const { channels } = policy.pack.kinds
      const web = channels.find((c) => c.reviewed && c.code === 'web') ?? channels.find((c) => c.reviewed)
      if (!web) return refuse('unknown_code', '本市尚未开通网上受理，请拨打 12345')
      const done = await act({ command: 'register', input: { ...request.body, channel: web.code }, key: keyOf(request) })
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
    async ({ body }) => {
      const found = await openTicket(shell, centre, body)
      const policy = await shell.packs.at(centre, found.version)
      const shown = outside(found, await behindOf(shell, centre, found), policy, shell.clock.now())
      const texts = await readTexts(shell.pool, centre, openRefs(shown))
      return withTexts({ ...shown, photos: (await photosOf(shell.pool, centre, found.id)).length }, texts)
    },
  )

  for (const { command, input, summary } of ACTS) {
    const Body = Type.Object({ ...Ticket, input }, { additionalProperties: false })
    app.post<{ Body: typeof Body.static }>(
      `/api/public/requests/${command.name}`,
      { schema: { body: Body, summary }, config: limited },
      async (request) => {
        const found = await openTicket(shell, centre, request.body)
        await act({ id: found.id, command: command.name, input: request.body.input, key: keyOf(request), cause: request.id })
        return { ok: true }
      },
    )
  }

  async function act(call: Pick<Call, 'id' | 'command' | 'input' | 'key' | 'cause'>) {
    const done = await execute(shell, { centre, actor: CITIZEN, noun: 'request', ...call })
    if (!done.ok) throw new Refused(done.refusal.code === 'stage' ? MOVED_ON : done.refusal)
    return done
  }
}

/** What there is to choose from when something is written, and to rate with. */
function catalogueOf(policy: Policy) {
  const { city, kinds, categories, gazetteer, intake, visit } = policy.pack
  return {
    city: city.short,
    centre: city.centre,
    types: kinds.types.map((t) => ({ code: t.code, label: t.label })),
    categories: categories
      .filter((c) => policy.isLeaf(c.code) && !c.succeededBy)
      .map((c) => ({ code: c.code, label: c.name, group: policy.category(c.parent ?? '')?.name ?? '', words: c.words })),
    regions: gazetteer
      .filter((p) => p.level === 'county' || p.level === 'town')
      .map((p) => ({ code: p.code, label: p.name, parent: p.parent, level: p.level })),
    photos: intake.photos?.value ?? 0,
    scale: visit.scale.value.map((g) => ({ code: g.code, label: g.label })),
  }
}

/** The orders it stands and stood behind, in the order of its links. */
async function behindOf({ pool }: Shell, centre: string, { links }: ServiceRequest): Promise<Behind[]> {
  if (!links.length) return []
  const { rows } = await pool.query<{ id: string; state: Order }>(
    'select id::text, state from work_order where centre_id = $1 and id = any($2::uuid[])',
    [centre, links.map((link) => link.order)],
  )
  const orders = new Map(rows.map(({ id, state }) => [id, state]))
  return links.flatMap((link) => {
    const order = orders.get(link.order)
    return order ? [{ link, order }] : []
  })
}
