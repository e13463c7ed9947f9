/** 人员: people and their posts for their administrators, each act recorded. What somebody may do is in rights.ts. */
import type { Instant } from '@huying/core/kernel'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import { transaction } from '../db.ts'
import { refuse } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { actingOver } from './over.ts'
import { firstPassword } from './password.ts'
import { shownColleagues } from './colleagues.ts'
import { colleagues, endPost, grant, lentBy, people, personAt, postsOf } from './people_store.ts'
import { rangeOf, requireFit, requireLook, requireManage } from './rights.ts'
import { lend } from './standin.ts'
import { seenAmong } from '../shell/seen.ts'
import { createPerson } from './store.ts'
import { countOf, handOn, workFor } from './work.ts'

const closed = { additionalProperties: false }
const At = Type.Unsafe<Instant>(Type.Integer({ minimum: 0 }))
const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 40 })),
    unit: Type.Optional(Type.String()),
    state: Type.Optional(Type.Union(['open', 'closed', 'locked', 'idle', 'all'].map((s) => Type.Literal(s)))),
  },
  closed,
)
const Name = Type.String({ minLength: 2, maxLength: 30, title: '姓名' })
const Phone = Type.String({ pattern: '^[0-9-]{5,20}$', title: '联系电话' })
const New = Type.Object(
  {
    login: Type.String({ pattern: '^[a-z][a-z0-9._-]{2,39}$', title: '账号' }),
    name: Name,
    unit: Type.String({ title: '所在单位' }),
    phone: Type.Optional(Phone),
    outsourced: Type.Optional(Type.Boolean({ title: '外包人员' })),
  },
  closed,
)
const Change = Type.Object({ name: Name, phone: Type.Optional(Phone), outsourced: Type.Boolean({ title: '外包人员' }) }, closed)
const Grant = Type.Object({ post: Type.String({ title: '岗位' }), from: Type.Optional(At), until: Type.Optional(At) }, closed)
const End = Type.Object({ post: Type.String(), unit: Type.String(), from: At }, closed)
const Lend = Type.Object(
  { post: Type.String({ title: '岗位' }), unit: Type.String(), to: Type.String({ title: '代办人' }), from: At, until: At },
  closed,
)
const To = Type.Object({ to: Type.String({ title: '接手人' }) }, closed)

export function peopleRoutes(app: FastifyInstance, shell: Shell) {
  const { pool } = shell
  const { context, over, record } = actingOver(shell)

  app.get<{ Querystring: typeof Query.static }>('/api/people', { schema: { querystring: Query, summary: '人员名录' } }, async (request) => {
    const { centre, actor, policy, now } = await context(request)
    requireLook(actor, policy)
    const rows = await people(pool, centre, request.query, rangeOf(actor, policy), now)
    const posts = await postsOf(
      pool,
      centre,
      rows.map((r) => r.user_id),
      now,
    )
    return { rows: rows.map((r) => ({ ...r, posts: posts.filter((p) => p.user_id === r.user_id) })) }
  })

  app.get<{ Params: { id: string } }>('/api/people/:id', { schema: { summary: '人员详情' } }, async (request) => {
    const { centre, actor, policy, now } = await context(request)
    requireLook(actor, policy)
    const person = await personAt(pool, centre, request.params.id)
    const range = rangeOf(actor, policy)
    if (!person || (range !== undefined && person.unit !== range)) return refuse('not_found', '没有这个人员')
    const work = await workFor(shell, { centre, actor, policy }, person.user_id)
    const others = person.unit ? await colleagues(pool, centre, person.user_id, person.unit, now) : []
    return {
      ...person,
      posts: await postsOf(pool, centre, [person.user_id], now, true),
      lent: await lentBy(pool, centre, person.user_id, now),
      work: { ...work, count: countOf(work) },
      colleagues: shownColleagues(others, policy),
    }
  })

  app.post<{ Body: typeof New.static }>('/api/people', { schema: { body: New, summary: '建立账号' } }, async (request) => {
    const { centre, actor, policy, now } = await context(request)
    requireManage(actor, policy, 'account.create')
    const { login, name, unit, phone, outsourced } = request.body
    const range = rangeOf(actor, policy)
    if (range !== undefined && unit !== range) return refuse('not_yours', '只能建立本单位的账号', { field: 'unit' })
    if (unit !== policy.pack.city.centreUnit && !policy.unit(unit)) return refuse('unknown_code', '没有这个单位', { field: 'unit' })
    const { rows } = await pool.query('select 1 from person where centre_id = $1 and login = $2', [centre, login])
    if (rows.length) return refuse('already', `账号“${login}”已有人使用，请换一个`, { field: 'login' })
    const password = firstPassword()
    const id = await createPerson(pool, centre, { login, name, password, phone, outsourced, unit, mustChange: true, posts: [] }, now)
    await note(shell, centre, { kind: 'account_opened', actor: actor.user, post: actor.post, object: id, detail: { login, unit } }, now)
    return { id, password }
  })

  app.post<{ Params: { id: string }; Body: typeof Change.static }>(
    '/api/people/:id',
    { schema: { body: Change, summary: '修改人员信息' } },
    async (request) => {
      const all = await over(request, 'account.create')
      const { name, phone, outsourced } = request.body
      await pool.query('update person set name = $3, phone = $4, outsourced = $5 where centre_id = $1 and user_id = $2', [
        all.centre,
        all.person.user_id,
        name,
        phone ?? null,
        outsourced,
      ])
      await record(all, 'account_changed', { name, outsourced, before: { name: all.person.name, outsourced: all.person.outsourced } })
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Grant.static }>(
    '/api/people/:id/posts',
    { schema: { body: Grant, summary: '授予岗位' } },
    async (request) => {
      const all = await over(request, 'account.assign_post')
      const { centre, policy, person, now } = all
      const { post, from = now, until } = request.body
      if (!person.unit) return refuse('missing', '请先填写所在单位')
      if (until !== undefined && until <= Math.max(from, now))
        return refuse('invalid', '岗位的结束时间须晚于开始时间和现在', { field: 'until' })
      const { unit } = person
      // One after the other for one person: two posts given at once must not pass each other by.
      await transaction(pool, async (db) => {
        await db.query('select pg_advisory_xact_lock(hashtext($1))', [`posts ${person.user_id}`])
        const held = await postsOf(db, centre, [person.user_id], now)
        const codes = held.map((p) => p.post)
        requireFit(policy, post, unit, codes)
        if (held.some((p) => p.post === post && p.unit === unit && p.stand_in === null))
          return refuse('already', `${person.name}已有这个岗位`, { field: 'post' })
        return grant(db, centre, person.user_id, { post, unit, from, until })
      })
      await record(all, 'post_granted', { post, unit: person.unit, from, until })
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof End.static }>(
    '/api/people/:id/posts/end',
    { schema: { body: End, summary: '收回岗位' } },
    async (request) => {
      const all = await over(request, 'account.assign_post')
      const { post, unit, from } = request.body
      if (!(await endPost(pool, all.centre, all.person.user_id, post, unit, from, all.now))) return refuse('not_found', '这个岗位已经结束')
      await record(all, 'post_ended', { post, unit })
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Lend.static }>(
    '/api/people/:id/stand-in',
    { schema: { body: Lend, summary: '代为委托' } },
    async (request) => {
      const all = await over(request, 'account.hand_on')
      const { centre, policy, person: owner } = all
      const { to } = request.body
      if (to === all.actor.user) return refuse('same_person', '不能把他人的岗位委托给本人，请由另一位管理员办理', { field: 'to' })
      await lend(pool, { centre, policy, owner, colleague: await personAt(pool, centre, to) }, request.body, all.now)
      await record(all, 'stand_in_given', request.body)
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof To.static }>(
    '/api/people/:id/hand-on',
    { schema: { body: To, summary: '交接：手上的件全部交给同事' } },
    async (request) => {
      const all = await over(request, 'account.hand_on')
      const { centre, person, actor, now } = all
      const to = (await colleagues(pool, centre, person.user_id, person.unit ?? '', now)).find((c) => c.user === request.body.to)
      if (!to) return refuse('unknown_code', '接手人须是同一单位的在岗人员', { field: 'to' })
      const done = await handOn(shell, { centre, by: actor, from: person.user_id, to })
      await record(all, 'handed_on', { to: to.user, done: done.done, left: done.left.length })
      // What stayed is said without naming what this post may not see.
      const shown = await seenAmong(
        shell.pool,
        all,
        'order',
        done.left.map(({ id }) => id),
      )
      return { done: done.done, left: done.left.map(({ id, number, refusal }) => ({ number: shown.has(id) ? number : '', refusal })) }
    },
  )
}
