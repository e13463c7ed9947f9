/**
 * A centre run by several processes with roles over one database, with a line between that can be cut, and a second database that takes
 * over. The test is their watchdog.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Embedded, startEmbedded } from '../src/database/embedded.ts'
import { openPool, type Pool } from '../src/db.ts'
import { databasePid, freePort, newData, type ServerProcess, startServer } from './process.ts'
import { Proxy } from './proxy.ts'
import { type Standby, standbyOf } from './standby.ts'
import { type Act, type Team, teamOf, type Told, type Writer } from './writers.ts'

/** What a person was answered instead of what he wanted, and after how long; nothing where no answer came at all. */
export interface Seen {
  status?: number
  code?: string
  message?: string
  ms?: number
}

/** However slow the machine, a service that is back does what it is asked within this. */
const TOO_LONG = 100_000

export class Several {
  readonly acknowledged: { act: Act; told: Told }[] = []
  readonly seen: Seen[] = []
  private readonly processes = new Map<string, { roles: string; port: number; at: ServerProcess }>()
  private working = true
  private work: Promise<unknown> = Promise.resolve()
  private awaited: { test: () => boolean; done: () => void }[] = []
  private standby: Standby | undefined
  team!: Team

  private constructor(
    readonly data: string,
    private database: Embedded,
    readonly line: Proxy,
    /** Where the second database will be; nobody is there at first. */
    private readonly second: Proxy,
  ) {}

  /** `roles` by the name of each process; one of them is `web`. */
  static async open(roles: Record<string, string>): Promise<Several> {
    const data = newData()
    const database = await startEmbedded({ root: data })
    const nobody = await Proxy.to(0)
    nobody.set('refuses')
    const several = new Several(data, database, await Proxy.to(database.port), nobody)
    for (const [name, its] of Object.entries(roles)) await several.start(name, its, await freePort())
    several.team = await teamOf(several.url)
    return several
  }

  get url() {
    return this.processes.get('web')?.at.url ?? ''
  }

  private async start(name: string, roles: string, port: number) {
    const env = { DATABASE_URL: this.line.through(this.database.url, this.second), HUYING_ROLES: roles }
    this.processes.set(name, { roles, port, at: await startServer({ data: this.data, keep: true, port, env, args: ['--demo'] }) })
  }

  async kill(name: string) {
    const it = this.processes.get(name)
    if (!it) throw new Error(`no process ${name}`)
    await it.at.kill()
    await this.start(name, it.roles, it.port)
  }

  async killDatabase() {
    process.kill(databasePid(this), 'SIGKILL')
    await this.startDatabase()
  }

  /** Its port of before may be taken, even by whoever kept trying to reach it there. */
  private async startDatabase() {
    this.database = await startEmbedded({ root: this.data })
    this.line.toward(this.database.port)
  }

  /** In order: its sessions are ended, its log is written out. */
  async restartDatabase() {
    await this.database.stop()
    await this.startDatabase()
  }

  /** A second database follows from here on; nothing is acknowledged that it does not have. */
  async follow() {
    this.standby = await standbyOf(this.database, this.data, path.join(this.data, 'second'))
    this.second.toward(this.standby.port)
    this.second.set('passes')
  }

  /** The first dies for good, the second takes writes. */
  async takeOver() {
    const { standby } = this
    if (!standby) throw new Error('nobody follows')
    process.kill(databasePid(this), 'SIGKILL')
    this.line.set('refuses')
    await standby.promote()
    const url = Object.assign(new URL(this.database.url), { port: String(standby.port) }).toString()
    this.database = { ...this.database, url, stop: () => standby.stop() }
  }

  pool(): Pool {
    return openPool(this.database.url, 4)
  }

  /** Whether the process named lives, and whether it wants people. */
  async health(name: string): Promise<{ health: number; ready: number }> {
    const at = this.processes.get(name)?.at.url ?? ''
    const [health, ready] = await Promise.all(['health', 'ready'].map((one) => fetch(`${at}/api/${one}`).then(({ status }) => status)))
    return { health: health ?? 0, ready: ready ?? 0 }
  }

  /** Everybody works from now on; what is not acknowledged is sent again with its key. */
  begin(writers: Writer[]) {
    this.work = Promise.all(
      writers.map(async (writer) => {
        while (this.working) {
          const from = performance.now()
          try {
            this.acknowledged.push(await writer.act(this.team))
            this.look()
          } catch (error) {
            this.seen.push({ ...seenIn(error), ms: performance.now() - from })
            this.look()
            // A person needs a moment too.
            await sleep(50)
          }
        }
      }),
    )
  }

  /** Until so many more are acknowledged. */
  more(count: number): Promise<void> {
    const enough = this.acknowledged.length + count
    return this.until(() => this.acknowledged.length >= enough)
  }

  /** Until each of so many more was told that it cannot be done now. */
  refused(count: number): Promise<void> {
    const from = this.seen.length
    return this.until(() => this.seen.slice(from).filter(({ code }) => code === 'unavailable').length >= count)
  }

  /** Fails, saying what people saw last, where it does not come about. */
  private async until(test: () => boolean): Promise<void> {
    const over = new AbortController()
    const came = new Promise<void>((done) => {
      this.awaited.push({ test, done })
      this.look()
    })
    const late = sleep(TOO_LONG, undefined, { signal: over.signal }).then(() => {
      throw new Error(`nothing goes on: ${this.acknowledged.length} done, ${this.seen.length} refused; ${JSON.stringify(this.seen.at(-1))}`)
    })
    late.catch(() => undefined)
    await Promise.race([came, late])
    over.abort()
  }

  private look() {
    const open = this.awaited
    this.awaited = open.filter(({ test }) => !test())
    for (const one of open) if (!this.awaited.includes(one)) one.done()
  }

  async rest() {
    this.working = false
    await this.work
  }

  /** Nobody saw anything but what says what to do; the page itself says so where no answer came. */
  saidSentences() {
    for (const { status, code, message } of this.seen.filter((one) => one.status !== undefined))
      expect([status, code, message]).toEqual([503, 'unavailable', expect.stringMatching(/保留在本页.*再试/)])
  }

  async close() {
    await this.rest()
    for (const { at } of this.processes.values()) await at.stop()
    await this.line.close()
    await this.second.close()
    await this.database.stop()
    await this.standby?.stop()
    rmSync(this.data, { recursive: true, force: true })
  }
}

function seenIn(error: unknown): Seen {
  const { reply } = error as { reply?: { status: number; body?: { error?: { code: string; message: string } } } }
  return reply ? { status: reply.status, ...reply.body?.error } : {}
}
