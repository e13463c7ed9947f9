/** 保存期限, 到期清理 and 保全: what a business administrator and the head of the centre look at, and the mark on an order's page. */
import { DISPOSED, DISPOSED_KINDS, dueBefore, PERMANENT } from '@huying/core/disposal/kinds'
import type { Disposal } from '@huying/core/disposal/disposal'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { PAGE } from '../shell/filters.ts'
import { loadFor, offers, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { progressOf } from './due.ts'
import { disposalList, heldCount, HOLD_FILTERS, holdList, ITEM_FILTERS, itemList } from './lists.ts'
import { preservedOver } from './preserved.ts'

const Holds = Type.Object({ ...HOLD_FILTERS, ...PAGE }, { additionalProperties: false })
const Items = Type.Object({ ...ITEM_FILTERS, ...PAGE }, { additionalProperties: false })
const Page = Type.Object(PAGE, { additionalProperties: false })
type Id = { Params: { id: string } }

export function retentionRoutes(app: FastifyInstance, shell: Shell) {
  const reader = async (request: FastifyRequest) => {
    const { centre, actor } = signedIn(request)
    return { centre, actor, policy: (await shell.packs.current(centre)).policy }
  }

  app.get<{ Querystring: typeof Holds.static }>('/api/holds', { schema: { querystring: Holds, summary: '保全清单' } }, async (request) => {
    const { centre, actor, policy } = await reader(request)
    const { rows, next } = await holdList(shell.pool, { ...request.query, centre, actor, policy })
    const ctx = { policy, version: 0, actor, now: shell.clock.now(), facts: {}, ids: () => '' }
    // What a bar looks at is the same in the row as in the state.
    const lines = rows.map((row) => ({ ...row, open: offers('hold', row, ctx).open.map(({ command }) => command) }))
    return { rows: lines, next, mayPlace: may(policy, actor, 'hold.place') }
  })

  for (const noun of ['order', 'request'] as const)
    app.get<Id>(`/api/${noun}s/:id/holds`, { schema: { summary: '本件的保全' } }, async (request) => {
      const { centre, actor } = signedIn(request)
      const { id } = request.params
      if (!(await loadFor(shell, centre, noun, id, actor))) return refuse('not_found', '没有找到，或您无权查看')
      const standing = await preservedOver(shell.pool, shell.crypto, centre, id)
      return { rows: standing.map(({ id: hold, on, document, since }) => ({ id: hold, on, document, since })) }
    })

  app.get('/api/retention', { schema: { summary: '保存期限' } }, async (request) => {
    const { actor, policy } = await reader(request)
    const post = policy.post(actor.post)
    if (!may(policy, actor, 'disposal.ask') && !may(policy, actor, 'disposal.rule'))
      return refuse('forbidden', `${post?.label ?? '当前岗位'}不能查看保存期限，请切换岗位`)
    const { retention } = policy.pack
    const terms = DISPOSED_KINDS.map((kind) => ({
      ...{ kind, ...DISPOSED[kind], keep: retention?.[kind]?.value, before: dueBefore(retention, kind, shell.clock.now()) },
      ...{ assumed: retention?.[kind]?.assumed, note: retention?.[kind]?.note, source: retention?.[kind]?.source },
    }))
    return { terms, permanent: PERMANENT }
  })

  app.get<{ Querystring: typeof Page.static }>(
    '/api/disposals',
    { schema: { querystring: Page, summary: '到期清理' } },
    async (request) => {
      const { rows, next } = await disposalList(shell.pool, { ...request.query, ...(await reader(request)) })
      const { centre } = signedIn(request)
      const lines = rows.map(async ({ state }) => ({ ...told(state), progress: await progressFor(shell, centre, state) }))
      const { actor, policy } = await reader(request)
      return { rows: await Promise.all(lines), next, mayAsk: may(policy, actor, 'disposal.ask') }
    },
  )

  app.get<Id>('/api/disposals/:id', { schema: { summary: '一次到期清理' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { id } = request.params
    const view = await openView(shell, centre, 'disposal', id, actor)
    return { ...view, progress: await progressOf(shell.pool, centre, id), held: await heldCount(shell.pool, centre, id) }
  })

  app.get<Id & { Querystring: typeof Items.static }>(
    '/api/disposals/:id/rows',
    { schema: { querystring: Items, summary: '到期清理清单' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { id } = request.params
      if (!(await loadFor(shell, centre, 'disposal', id, actor))) return refuse('not_found', '没有找到，或您无权查看')
      return itemList(shell.pool, centre, id, request.query)
    },
  )
}

const may = (policy: Policy, actor: Actor, command: string) => policy.post(actor.post)?.commands.includes(command) ?? false

const told = ({ id, stage, parts, askedAt, askedBy, counts, ruled, result, endedAt }: Disposal) => ({
  ...{ id, stage, parts, askedAt, askedBy: askedBy.name, counts, result, endedAt },
  ...(ruled ? { ruledBy: ruled.by, ruledAt: ruled.at } : {}),
})

/** Only what is under way is counted; what has ended says it itself. */
const progressFor = (shell: Shell, centre: string, { id, stage }: Disposal) =>
  stage === 'approved' ? progressOf(shell.pool, centre, id) : Promise.resolve(undefined)
