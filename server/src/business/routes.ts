/** 业务管理: units, matters, calendar, posts and the published configuration, for the posts that have the page. */
import { dayOf, formatDay } from '@huying/core/calendar'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '../audit/note.ts'
import { checkCity, publishCity } from '../cli/city.ts'
import { refuse } from '../errors.ts'
import { reaches } from '../figures/reach.ts'
import { Day } from '../period.ts'
import { type HttpOptions, signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { assumedIn } from './assumed.ts'
import { amend, bareTitle, withDuty, withPhone, withYear } from './change.ts'
import { withConfirmed } from './confirm.ts'
import { foldersOf, versionsOf } from './packs.ts'
import { recalculationsOf } from './recalculate.ts'
import { calendarOf, mattersOf, postsOf, unitsOf } from './read.ts'

const closed = { additionalProperties: false }
const DutyBody = Type.Object(
  {
    category: Type.String({ title: '事项' }),
    unit: Type.String({ title: '承办单位' }),
    clause: Type.String({ minLength: 4, maxLength: 200, title: '依据' }),
  },
  closed,
)
const PhoneBody = Type.Object({ dutyPhone: Type.String({ pattern: '^[0-9-]{0,20}$', title: '值班电话' }) }, closed)
const YearBody = Type.Object(
  {
    year: Type.String({ pattern: '^20\\d{2}$', title: '年份' }),
    holidays: Type.Array(Day, { minItems: 1, maxItems: 60, title: '放假日期' }),
    workdays: Type.Array(Day, { maxItems: 30, title: '调休上班日期' }),
    title: Type.String({ minLength: 6, maxLength: 100, title: '放假通知标题' }),
  },
  closed,
)
const ConfirmBody = Type.Object(
  {
    items: Type.Array(
      Type.Object({ path: Type.String({ maxLength: 300 }), value: Type.Optional(Type.Unknown({ title: '新值' })) }, closed),
      { minItems: 1, maxItems: 1000, title: '待确认的项' },
    ),
    title: Type.String({ minLength: 4, maxLength: 100, title: '文件标题' }),
    number: Type.String({ minLength: 2, maxLength: 60, title: '文号' }),
    publisher: Type.Optional(Type.String({ maxLength: 60, title: '发文单位' })),
    date: Type.Optional(Day),
    section: Type.Optional(Type.String({ maxLength: 60, title: '条款' })),
  },
  closed,
)

export function businessRoutes(app: FastifyInstance, shell: Shell, { cities }: HttpOptions) {
  const { pool } = shell
  const reader = async (request: FastifyRequest) => {
    const { centre, actor, name } = signedIn(request)
    const { policy, version } = await shell.packs.current(centre)
    const post = policy.post(actor.post)
    if (!post?.pages.some((page) => page === 'business' || page === 'system')) return refuse('forbidden', '当前岗位没有业务管理页面')
    return { centre, actor, name, policy, version, may: (command: string) => post.commands.includes(command), now: shell.clock.now() }
  }
  const editor = async (request: FastifyRequest, command: string) => {
    const ctx = await reader(request)
    return ctx.may(command) ? ctx : refuse('forbidden', '只有业务管理员可以修改机制配置')
  }
  const published = (ctx: Awaited<ReturnType<typeof reader>>, version: number, detail: object) =>
    note(
      shell,
      ctx.centre,
      { kind: 'pack_published', actor: ctx.actor.user, post: ctx.actor.post, detail: { version, ...detail } },
      ctx.now,
    )

  app.get('/api/business/units', { schema: { summary: '承办单位、值班电话和联络员' } }, async (request) => {
    const { centre, actor, policy, now } = await reader(request)
    const rows = await unitsOf(pool, centre, policy, now)
    // A unit's administrator: his own and those below it.
    return { rows: rows.filter(({ code }) => reaches(actor, policy, code)) }
  })
  app.get('/api/business/matters', { schema: { summary: '事项的承办单位与时限' } }, async (request) => {
    const { policy, now } = await reader(request)
    return { rows: mattersOf(policy, now) }
  })
  app.get('/api/business/calendar', { schema: { summary: '工作日历' } }, async (request) => {
    const { centre, policy, now } = await reader(request)
    return { ...calendarOf(policy, now), recalculations: await recalculationsOf(pool, centre) }
  })
  app.get('/api/business/posts', { schema: { summary: '岗位及其可用操作' } }, async (request) => {
    const { centre, policy, now } = await reader(request)
    return { rows: await postsOf(pool, centre, policy, now) }
  })
  app.get('/api/business/packs', { schema: { summary: '机制配置：版本、待确认的默认值、可发布的文件夹' } }, async (request) => {
    const { centre, policy, version, may } = await reader(request)
    return {
      version,
      versions: await versionsOf(pool, centre),
      assumed: assumedIn(policy.pack),
      folders: may('pack.publish') ? await foldersOf(cities, centre) : [],
    }
  })

  app.post<{ Body: typeof DutyBody.static }>(
    '/api/business/duties',
    { schema: { body: DutyBody, summary: '改由某单位承办' } },
    async (request) => {
      const ctx = await editor(request, 'pack.edit')
      const { category, unit } = request.body
      if (!ctx.policy.isLeaf(category)) return refuse('unknown_code', '请选择到最末一级事项', { field: 'category' })
      if (!ctx.policy.unit(unit)) return refuse('unknown_code', '没有这个单位', { field: 'unit' })
      const version = await amend(shell, ctx.centre, ctx.name, (pack) => withDuty(pack, request.body, ctx.now))
      await published(ctx, version, request.body)
      return { version }
    },
  )

  app.post<{ Params: { code: string }; Body: typeof PhoneBody.static }>(
    '/api/business/units/:code',
    { schema: { body: PhoneBody, summary: '修改单位值班电话' } },
    async (request) => {
      const ctx = await editor(request, 'pack.edit')
      const { code } = request.params
      if (!ctx.policy.unit(code)) return refuse('unknown_code', '没有这个单位')
      const version = await amend(shell, ctx.centre, ctx.name, (pack) => withPhone(pack, code, request.body.dutyPhone))
      await published(ctx, version, { unit: code, ...request.body })
      return { version }
    },
  )

  app.post<{ Body: typeof YearBody.static }>(
    '/api/business/years',
    { schema: { body: YearBody, summary: '录入放假安排' } },
    async (request) => {
      const ctx = await editor(request, 'pack.edit')
      const { year, holidays, workdays } = request.body
      const odd = [...holidays, ...workdays].find((day) => Math.abs(Number(day.slice(0, 4)) - Number(year)) > 1)
      if (odd) return refuse('invalid', `${odd} 不在 ${year} 年的放假安排内，请核对`, { field: 'holidays' })
      const both = workdays.find((day) => holidays.includes(day))
      if (both) return refuse('invalid', `${both} 同时列为放假和上班，请核对`, { field: 'workdays' })
      const title = bareTitle(request.body.title)
      const version = await amend(shell, ctx.centre, ctx.name, (pack) => withYear(pack, { ...request.body, title }))
      await published(ctx, version, { year, title })
      return { version }
    },
  )

  app.post<{ Body: typeof ConfirmBody.static }>(
    '/api/business/assumed',
    { schema: { body: ConfirmBody, summary: '确认（或改定）默认值' } },
    async (request) => {
      const ctx = await editor(request, 'pack.edit')
      const { items, ...given } = request.body
      const source = { ...given, title: bareTitle(given.title) }
      const day = formatDay(dayOf(ctx.now))
      const before = new Map(assumedIn(ctx.policy.pack).map((one) => [one.path, one]))
      const version = await amend(shell, ctx.centre, ctx.name, (pack) => withConfirmed(pack, { items, source, by: ctx.name, day }))
      const confirmed = items.map(({ path, value }) => ({ path, what: before.get(path)?.label, before: before.get(path)?.value, value }))
      await published(ctx, version, { ...source, confirmed })
      return { version }
    },
  )

  app.get<{ Params: { name: string } }>(
    '/api/business/packs/:name/check',
    { schema: { summary: '检查机制配置文件夹' } },
    async (request) => {
      const ctx = await editor(request, 'pack.publish')
      return checkCity(cities ?? '', await folder(ctx.centre, request.params.name))
    },
  )

  app.post<{ Params: { name: string } }>(
    '/api/business/packs/:name/publish',
    { schema: { summary: '发布机制配置文件夹' } },
    async (request) => {
      const ctx = await editor(request, 'pack.publish')
      const name = await folder(ctx.centre, request.params.name)
      const { faults } = await checkCity(cities ?? '', name)
      if (faults[0]) return refuse('invalid', `没有通过检查，共 ${faults.length} 处，第一处：${faults[0]}`)
      const done = await publishCity(shell, cities ?? '', name, ctx.name)
      await published(ctx, done.version, { folder: name })
      return { version: done.version }
    },
  )

  async function folder(centre: string, name: string): Promise<string> {
    const names = await foldersOf(cities, centre)
    return names.includes(name) ? name : refuse('not_found', '没有这个文件夹，或它不是本中心的机制配置')
  }
}
