/** 综合查询: requests and orders by text, number, place, matter, unit and period; by phone number only in the body, with a reason, recorded. */
import { maskText, normalPhone } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { look } from '../audit/looks.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { DIRECTION, FILTERS, ORDER_FILTERS, PAGE, SEARCHED, sortOf } from '../shell/filters.ts'
import type { Shell } from '../shell/shell.ts'
import { found, ofPhone } from './lists.ts'
import { filterRoutes } from './saved.ts'

const MORE = { sort: sortOf(SEARCHED.orders.sorts), dir: DIRECTION, ...PAGE }
const QUERIES = {
  orders: Type.Object({ ...ORDER_FILTERS, ...MORE }, { additionalProperties: false }),
  requests: Type.Object({ ...FILTERS, ...MORE }, { additionalProperties: false }),
}
const Phone = Type.Object(
  {
    number: Type.String({ minLength: 5, maxLength: 40, title: '电话号码' }),
    why: Type.String({ minLength: 2, maxLength: 100, title: '查询事由' }),
  },
  { additionalProperties: false },
)

export function searchRoutes(app: FastifyInstance, shell: Shell) {
  filterRoutes(app, shell)

  for (const kind of ['orders', 'requests'] as const) {
    app.get<{ Querystring: typeof QUERIES.orders.static }>(
      `/api/search/${kind}`,
      { schema: { querystring: QUERIES[kind], summary: kind === 'orders' ? '查询工单' : '查询诉求' } },
      async (request) => {
        const { centre, actor } = signedIn(request)
        const { policy } = await shell.packs.current(centre)
        return found(shell.pool, kind, { ...request.query, centre, actor, policy })
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
        const where = [ofPhone(kind, shell.crypto.lookups(number))]
        const list = await found(shell.pool, kind, { centre, actor, policy, where, limit: 100 })
        const detail = { why: maskText(request.body.why), tail: number.slice(-4), rows: list.rows.length }
        await look(shell, { centre, actor, policy, now: shell.clock.now() }, { kind: 'phone_search', detail })
        return list
      },
    )
  }
}
