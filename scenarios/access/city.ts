/**
 * A city to knock at: two counties with a unit below one of them, a bureau, confidential and open matters in each, and a second centre
 * in the same database. Commands are decided and answered by the real application and not written, so that every seat finds the same.
 */
import { buildHttp } from '../../server/src/http.ts'
import { readPack } from '../../server/src/pack/folder.ts'
import { COOKIE } from '../../server/src/session.ts'
import type { Remembered } from '../../server/src/shell/remembered.ts'
import type { Pool } from '../../server/src/db.ts'
import { type City, LASTING, openCity, type Person } from '../../server/test/rig.ts'
import { jpegOf } from '../../server/test/photo.ts'
import { done, roadOf } from '../road.ts'
import { lamp, registerLamp } from '../telling.ts'
import { createPerson, openSession } from '../../server/src/account/store.ts'

type App = Awaited<ReturnType<typeof buildHttp>>

export interface Seat {
  post: string
  unit: string
  user: string
  central: boolean
  token: string
  headers: Record<string, string>
}

/** One matter with everything that hangs on it, and what decides who may see it. */
export interface Matter {
  name: string
  ids: Readonly<Record<string, string>>
  confidential: boolean
  /** Every unit that has a share, and those above. */
  units: readonly string[]
  /** Who holds the first assignment, the call-back and the task. */
  unit: string
  /** Another centre's. */
  foreign?: true
  /** Words that stand nowhere else. */
  marks: readonly string[]
}

export interface Rig {
  city: City
  app: App
  routes: { method: string; url: string }[]
  seats: Seat[]
  matters: Matter[]
  seat(post: string, unit?: string): Promise<Seat>
  /** Registered, and sent to the unit; `bare`: without a task and a call of its own. */
  tell(name: string, unit: string, confidential: boolean, more?: { units?: readonly string[]; bare?: boolean }): Promise<Matter>
  close(): Promise<void>
}

export const NO_ID = '01900000-0000-7000-8000-000000000000'
const photo = jpegOf('路灯')

/** The pool, but what a command would write is left unwritten. */
const unwritten = (pool: Pool): Pool =>
  new Proxy(pool, {
    get: (target, key) => {
      if (key !== 'query') return (target[key as keyof Pool] as () => unknown).bind(target)
      return (given: unknown, ...more: unknown[]) => {
        const { name } = given as { name?: string }
        if (name?.startsWith('write ')) return Promise.resolve({ rows: [], rowCount: 0 })
        return (target.query as (...all: unknown[]) => unknown).call(target, given, ...more)
      }
    },
  })

const FORGETFUL = { get: () => undefined, put: () => undefined } as unknown as Remembered

export async function openRig(): Promise<Rig> {
  const city = await openCity('xiangtan', '2024-11-04T09:00')
  const routes: Rig['routes'] = []
  const onRoute = (method: string, url: string) => {
    if (method !== 'HEAD' && method !== 'OPTIONS' && !routes.some((r) => r.method === method && r.url === url)) routes.push({ method, url })
  }
  const options = { log: false, centre: city.centre, demo: false, sessions: LASTING } as const
  const app = await buildHttp({ ...city.shell, pool: unwritten(city.pool), remembered: FORGETFUL }, { ...options, onRoute })
  const registrar = await city.as('agent', undefined, '登记员')

  const tell: Rig['tell'] = async (name, unit, confidential, more = {}) => {
    const title = `${name}路灯不亮`
    const registered = done(await registerLamp(registrar, { title, content: `${name}：${lamp.content}`, confidential })).body
    const { id: request, queryCode } = registered as { id: string; queryCode: string }
    const { links, number } = registered.view.state as { links: { order: string }[]; number: string }
    const order = links[0]?.order ?? ''
    await photographed(app, number, queryCode)
    const taken = await city.pool.query<{ id: string }>('select photo_id as id from request_photo where request_id = $1', [request])
    const ids: Record<string, string> = { request, order, photo: taken.rows[0]?.id ?? '' }
    if (unit) {
      done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit } }))
      const officer = await city.as('liaison', unit)
      done(await officer.post(`/api/orders/${order}/sign`, { assignment: 1 }))
      const kept = done(await officer.upload(`/api/orders/${order}/attachments?name=a.jpg`, 'image/jpeg', photo)).body as { id: string }
      ids.file = kept.id
      const about = { noun: 'order', id: order }
      const promise = { kind: 'promise', about, unit, what: '按时修复' }
      if (!more.bare) ids.task = (done(await (await city.as('overseer')).post('/api/tasks', promise)).body as { id: string }).id
    }
    if (!more.bare) {
      const call = done(await registrar.post('/api/contacts', { channel: 'phone', number: '13800000645' })).body as { id: string }
      ids.contact = call.id
    }
    const { number: own } = done(await (await city.as('centre_head')).get(`/api/orders/${order}`)).body.state as { number: string }
    const marks = [name, request, order, number, own]
    return { name, ids, confidential, units: more.units ?? (unit ? [unit] : []), unit, marks }
  }

  const seats: Seat[] = []
  const seat = async (post: string, unit = city.pack.city.centreUnit): Promise<Seat> =>
    seatOf(app, await city.as(post, unit), post, unit, city)
  const [first, ...others] = await mattersOf(city, tell)
  const matters = first ? [{ ...first, ids: { ...first.ids, edition: await closed(city), ...(await kept(city)) } }, ...others] : []
  matters.push(await elsewhere(city))
  for (const { code, belongs } of city.pack.posts) {
    for (const unit of belongs === 'unit' ? (UNITS[code] ?? ['yuetang']) : [city.pack.city.centreUnit]) seats.push(await seat(code, unit))
  }
  const close = async () => {
    await app.close()
    await city.close()
  }
  return { city, app, routes, seats, matters, seat, tell, close }
}

/** Where posts of units sit; each at least in the county that has a unit below it. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  liaison: ['yuetang', 'yuetang.urban', 'yuhu', 'urban'],
  county_officer: ['yuetang', 'yuhu'],
}

async function seatOf(app: App, { user, token }: Person, post: string, unit: string, city: City): Promise<Seat> {
  const cookie = `${COOKIE}=${token}`
  const { csrf } = (await app.inject({ url: '/api/me', headers: { cookie } })).json<{ csrf: string }>()
  return { post, unit, user, token, central: unit === city.pack.city.centreUnit, headers: { cookie, 'x-csrf-token': csrf } }
}

async function mattersOf(city: City, tell: Rig['tell']): Promise<Matter[]> {
  const below = await tell('甲处', 'yuetang', false, { units: ['yuetang', 'yuetang.urban'] })
  const sent = { assignment: 1, to: [{ unit: 'yuetang.urban' }] }
  done(await (await city.as('county_officer', 'yuetang')).post(`/api/orders/${below.ids.order}/sub_dispatch`, sent))
  const visited = await tell('丁处', 'yuetang', false)
  const secret = await tell('戊处', 'yuetang', true)
  const road = roadOf(city, 'yuetang')
  const visits: Matter[] = []
  for (const one of [visited, secret]) {
    const { order = '', request = '' } = one.ids
    await road.call(order)
    await road.answered(order)
    visits.push({ ...one, ids: { ...one.ids, visit: (await road.request(request)).visit as string } })
  }
  return [
    below,
    await tell('乙处', 'yuhu', false),
    await tell('丙处', 'urban', false),
    ...visits,
    await tell('己处', 'yuhu', true),
    await tell('庚处', '', true),
  ]
}

/** The first matter of another centre, in the same database. */
async function elsewhere(city: City): Promise<Matter> {
  const read = await readPack(`${import.meta.dirname}/../../cities`, 'baojing')
  if (!read.ok) throw new Error('the second pack does not read')
  const { pack } = read
  const centre = pack.city.code
  const now = city.now()
  await city.shell.packs.publish(centre, pack, '测试', now)
  const app = await buildHttp(city.shell, { log: false, centre, demo: false })
  const held = { post: 'agent', unit: pack.city.centreUnit }
  const user = await createPerson(city.pool, centre, { login: 'elsewhere', name: '邻市话务员', password: 'not used', posts: [held] }, now)
  const cookie = `${COOKIE}=${await openSession(city.pool, centre, user, held, now)}`
  const { csrf } = (await app.inject({ url: '/api/me', headers: { cookie } })).json<{ csrf: string }>()
  const name = '邻市'
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/requests', headers: { cookie, 'x-csrf-token': csrf } },
    payload: {
      ...{ channel: 'phone', requester: { kind: 'person', callNumber: '13800000645' }, type: 'help', category: 'urban.lighting' },
      ...{
        title: `${name}路灯不亮`,
        content: lamp.content,
        place: { region: pack.gazetteer.find((p) => p.level === 'county')?.code, text: '某路' },
        since: '昨天',
      },
      ...{ affected: { low: 1, what: '户' }, wants: '修好', urgency: 'normal', shareNumber: true, outcome: { how: 'forward' } },
    },
  })
  await app.close()
  const { id: request = '', view } = answer.json<{ id?: string; view: { state: { links: { order: string }[] } } }>()
  const order = view?.state.links[0]?.order ?? ''
  if (!order) throw new Error(answer.body)
  return { name, ids: { request, order }, confidential: false, units: [], unit: '', foreign: true, marks: [name, request, order] }
}

/** The bulletin of a month in which nothing was. */
async function closed(city: City): Promise<string> {
  const { id } = done(await (await city.as('analyst')).post('/api/editions', { kind: 'monthly', period: '2024-10' })).body as { id: string }
  await city.settle()
  return id
}

/** Something under 保全, and a 到期清理. */
async function kept(city: City): Promise<{ hold: string; disposal: string }> {
  const admin = await city.as('business_admin')
  const held = { on: 'person', person: '13955550199', why: '协助调查。', document: '协助调查通知书' }
  const { id: hold } = done(await admin.post('/api/holds', held)).body as { id: string }
  const { id: disposal } = done(await admin.post('/api/disposals', { kinds: ['drafts'] })).body as { id: string }
  return { hold, disposal }
}

async function photographed(app: App, number: string, code: string) {
  const headers = { 'x-number': number, 'x-code': code, 'content-type': 'image/jpeg' }
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/public/requests/photos', headers, payload: photo })
  if (statusCode !== 200) throw new Error(body)
}
