/**
 * The rig for stories: the same application that main.ts builds, on a cloned real database, with a clock moved by hand. People act
 * through the public HTTP API. Nothing is left running: `close` is called after each file and fails when jobs are still owed.
 */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'
import { plus, instantOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Pack } from '@huying/core/policy/schema'
import { folderBlobs } from '../src/attachment/blobs.ts'
import { createPerson, openSession } from '../src/account/store.ts'
import { freezeDue } from '../src/bulletin/freeze.ts'
import { openPool, type Pool } from '../src/db.ts'
import { buildHttp } from '../src/http.ts'
import { COOKIE } from '../src/session.ts'
import { settleJobs } from '../src/jobs.ts'
import { settleMessages } from '../src/message/send.ts'
import { readPack } from '../src/pack/folder.ts'
import { publishedPacks } from '../src/pack/packs.ts'
import { drawnFrom } from '../src/shell/numbers.ts'
import { Remembered } from '../src/shell/remembered.ts'
import type { Shell } from '../src/shell/shell.ts'
import { gmCrypto } from '../src/text/crypto.ts'
import { fixedKeys, type KeySource } from '../src/text/keyfile.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../migrations')
const CITIES = path.join(import.meta.dirname, '../../cities')
export const HOUR = 3_600_000
/** Sessions of stories: their clock is moved by months. */
export const LASTING = { idle: 4000 * 24 * HOUR, life: 4000 * 24 * HOUR, most: 100 }
/** The first key of a city's key file. */
export const SECRET = Buffer.alloc(64, 7)

export interface Reply {
  status: number
  /** What the API answered; a story reads the paths it knows. */
  body: ReturnType<JSON['parse']>
}

export interface Person {
  name: string
  user: string
  post(url: string, body?: unknown, key?: string): Promise<Reply>
  get(url: string): Promise<Reply>
  delete(url: string): Promise<Reply>
  /** Raw bytes of a file. */
  upload(url: string, type: string, content: Buffer): Promise<Reply>
  download(url: string): Promise<{ status: number; type: string; content: Buffer; headers: Record<string, unknown> }>
  /** Of the session, for a browser. */
  token: string
}

export interface City {
  shell: Shell
  pool: Pool
  centre: string
  pack: Pack
  now(): Instant
  /** Sets the clock to a Beijing time: '2024-11-04T09:00'. */
  at(time: string): void
  wait(ms: number): void
  /** A person in one post of one unit; the same arguments give the same person. */
  as(post: string, unit?: string, name?: string, more?: { outsourced?: boolean }): Promise<Person>
  /** Whoever signs in himself, by the login page's own road. */
  enter(login: string, password: string): Promise<Person>
  anyone: Pick<Person, 'post' | 'get'>
  /** Carries out what is due now, and sends the messages; answers how many follow-ups there were. */
  settle(): Promise<number>
  /** Serves the same city on a port of this machine, with the built pages; follow-ups run by themselves. Answers the address. */
  serve(pages: string): Promise<string>
  close(): Promise<void>
}

let cloned = 0

/** A clone of the migrated template. It is not dropped: the whole cluster goes at the end of the run. */
async function cloneDatabase(): Promise<Pool> {
  const url = new URL(inject('database'))
  const admin = openPool(Object.assign(new URL(url), { pathname: '/postgres' }).toString(), 1)
  const name = `t${process.pid}_${++cloned}_${Math.floor(performance.now())}`
  // Two forks must not copy the template at once.
  await admin.query('select pg_advisory_lock(7)')
  await admin.query(`create database ${name} template ${url.pathname.slice(1)}`)
  await admin.query('select pg_advisory_unlock(7)')
  await admin.end()
  url.pathname = `/${name}`
  return openPool(url.toString(), 8)
}

/** Opens a city's centre at a moment. `change` may adapt the pack for one story (another city's word for the same thing). */
export async function openCity(
  folder = 'xiangtan',
  at = '2024-11-04T09:00',
  change: (pack: Pack) => Pack = (p) => p,
  keys: KeySource = fixedKeys(SECRET),
): Promise<City> {
  const read = await readPack(CITIES, folder)
  if (!read.ok) throw new Error(`pack ${folder}: ${JSON.stringify(read.faults.slice(0, 5))}`)
  const pack = change(read.pack)
  const pool = await cloneDatabase()
  let now = instantOf(at)
  const centre = pack.city.code
  const crypto = gmCrypto(keys)
  const shell: Shell = {
    pool,
    clock: { now: () => now },
    crypto,
    blobs: folderBlobs(await mkdtemp(path.join(tmpdir(), 'huying-files-')), crypto),
    packs: publishedPacks(pool, () => now, crypto),
    numbers: drawnFrom(pool),
    remembered: new Remembered(),
    wake: () => undefined,
    changed: () => undefined,
  }
  await shell.packs.publish(centre, pack, '测试', now)
  const data = await mkdtemp(path.join(tmpdir(), 'huying-site-'))
  const site = { data, keyFile: path.join(data, 'huying.key'), log: path.join(data, 'huying.log'), migrations: MIGRATIONS }
  const app = await buildHttp(shell, { log: false, centre, demo: false, sessions: LASTING, site })
  const people = new Map<string, Promise<Person>>()
  let served: typeof app | undefined
  let settled: () => Promise<unknown> = () => Promise.resolve()

  const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>, body?: unknown): Promise<Reply> => {
    const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })
    if (answer.statusCode < 300 && method === 'POST') {
      await settleJobs(shell)
      if (url === '/api/editions') await freezeDue(shell)
    }
    return { status: answer.statusCode, body: answer.body ? (answer.json() as unknown) : undefined }
  }
  const person = async (post: string, unit: string, name: string, outsourced: boolean): Promise<Person> => {
    const login = `${post}.${unit}.${name}`
    const user = await createPerson(pool, centre, { login, name, password: 'not used', outsourced, posts: [{ post, unit }] }, now)
    return client(name, await openSession(pool, centre, user, { post, unit }, now))
  }
  const client = async (name: string, token: string): Promise<Person> => {
    const cookie = `${COOKIE}=${token}`
    const { body } = await send('GET', '/api/me', { cookie })
    const user = (body as { user: string }).user
    const headers = { cookie, 'x-csrf-token': (body as { csrf: string }).csrf }
    return {
      name,
      user,
      token,
      get: (url) => send('GET', url, headers),
      upload: (url, type, content) => send('POST', url, { ...headers, 'content-type': type }, content),
      download: async (url) => {
        const answer = await app.inject({ method: 'GET', url, headers })
        return {
          status: answer.statusCode,
          type: String(answer.headers['content-type']),
          content: answer.rawPayload,
          headers: answer.headers,
        }
      },
      delete: (url) => send('DELETE', url, headers),
      post: (url, given = {}, key) => send('POST', url, key ? { ...headers, 'idempotency-key': key } : headers, given),
    }
  }
  return {
    shell,
    pool,
    centre,
    pack,
    now: () => now,
    at: (time) => {
      now = instantOf(time)
    },
    wait: (ms) => {
      now = plus(now, ms)
    },
    as: (post, unit = pack.city.centreUnit, name = `${post}@${unit}`, more = {}) => {
      const key = `${post} ${unit} ${name}`
      const known = people.get(key) ?? person(post, unit, name, more.outsourced ?? false)
      people.set(key, known)
      return known
    },
    enter: async (login, password) => {
      const answer = await app.inject({ method: 'POST', url: '/api/login', payload: { login, password } })
      const token = answer.cookies.find(({ name }) => name === COOKIE)?.value
      if (!token) throw new Error(`${login}: ${answer.body}`)
      return client(login, token)
    },
    anyone: { get: (url) => send('GET', url, {}), post: (url, body = {}) => send('POST', url, {}, body) },
    settle: async () => {
      const done = await settleJobs(shell)
      await settleMessages(shell)
      return done
    },
    serve: async (pages) => {
      served = await buildHttp(shell, { log: false, centre, demo: false, sessions: LASTING, pages, site })
      let round: Promise<unknown> = Promise.resolve()
      shell.wake = () => {
        round = round.then(() => settleJobs(shell))
      }
      const changed = shell.changed
      shell.changed = (changes) => {
        changed(changes)
        if (changes.some(({ noun }) => noun === 'edition')) round = round.then(() => freezeDue(shell))
      }
      settled = () => round
      return served.listen({ port: 0, host: '127.0.0.1' })
    },
    close: async () => {
      await served?.close()
      await settled()
      await app.close()
      await pool.end()
    },
  }
}
