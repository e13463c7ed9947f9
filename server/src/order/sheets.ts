/** Paper: the order and the 审批单 as this reader sees them. The print is on record before the sheet is shown, and the 审批单 gets its code. */
import { bond } from '@huying/core/order/three'
import { closeClock, inRound, lastReply, leadOf, type Order } from '@huying/core/order/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts } from '../text/read.ts'

const FORMS = { order: '工单', approval: '工单办理审批单', list: '工单清单' } as const
const Body = Type.Object(
  {
    form: Type.Union((Object.keys(FORMS) as (keyof typeof FORMS)[]).map((form) => Type.Literal(form))),
    orders: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 200 }),
  },
  { additionalProperties: false },
)

export function sheetRoutes(app: FastifyInstance, shell: Shell) {
  app.post<{ Body: typeof Body.static }>(
    '/api/orders/sheets',
    { schema: { body: Body, summary: '登记打印，取审批单编码和清单' } },
    async (request) => {
      const { centre, actor, name } = signedIn(request)
      const { form } = request.body
      const now = shell.clock.now()
      const orders: Order[] = []
      for (const id of new Set(request.body.orders)) {
        const stored = await loadFor(shell, centre, 'order', id, actor)
        if (!stored) return refuse('not_found', '没有找到，或您无权查看')
        orders.push(stored.state as unknown as Order)
      }
      for (const { id } of orders)
        await note(shell, centre, { kind: 'print', actor: actor.user, post: actor.post, object: id, detail: { what: FORMS[form] } }, now)
      const texts = await readTexts(shell.pool, centre, openRefs(orders.map(({ title }) => title)))
      const rows = orders.map((order) => ({ ...rowOf(order, actor.unit), title: texts.get(order.title.id) ?? '' }))
      return { codes: orders.flatMap((order) => codesOf(shell, order)), rows, at: now, by: name }
    },
  )
}

/** One line of a printed list: the reader's own share of the order, or the lead's. */
function rowOf(order: Order, unit: string) {
  const shares = inRound(order).filter((a) => a.stage !== 'moved' && a.stage !== 'recalled')
  const share = shares.find((a) => a.unit === unit) ?? leadOf(order)
  const { id, number, type, category, stage } = order
  const due = share && closeClock(share)
  return {
    id,
    number,
    type,
    category,
    stage,
    unit: share?.unit,
    share: share?.stage,
    sentAt: share?.sentAt,
    due: due?.due,
    stoppedAt: due?.stoppedAt,
  }
}

/** Of every reply one code: number, assignment, and a keyed mark of both texts, so that a sheet signed on older words is known. */
const codesOf = (shell: Shell, order: Order) =>
  order.assignments
    .filter((a) => lastReply(a))
    .map((a) => ({ order: order.id, assignment: a.no, code: `${order.number}-${a.no}-${markOf(shell, bond(a))}` }))

const markOf = (shell: Shell, text: string) =>
  shell.crypto
    .digest(`sheet:${text}`)
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 6)
    .toUpperCase()
