/** A centre run by several processes with roles over one database, with a line between that can be cut. The test is their watchdog. */
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Embedded, startEmbedded } from '../src/database/embedded.ts'
import { openPool, type Pool } from '../src/db.ts'
import { freePort, newData, type ServerProcess, startServer } from './process.ts'
import { Proxy } from './proxy.ts'
import { type Act, type Team, teamOf, type Told, type Writer } from './writers.ts'

/** What a person was answered instead of what he wanted; nothing where no answer came at all. */
export interface Seen {
  status?: number
  code?: string
  message?: string
}

export class Several {
  readonly acknowledged: { act: Act; told: Told }[] = []
  readonly seen: Seen[] = []
  private readonly processes = new Map<string, { roles: string; port: number; at: ServerProcess }>()
  private working = true
  private work: Promise<unknown> = Promise.resolve()
  team!: Team

  private constructor(
    private readonly data: string,
    private database: Embedded,
    readonly line: Proxy,
  ) {}

  /** `roles` by the name of each process; one of them is `web`. */
  static async open(roles: Record<string, string>): Promise<Several> {
    const data = newData()
    const database = await startEmbedded({ root: data })
    const several = new Several(data, database, await Proxy.to(database.port))
    for (const [name, its] of Object.entries(roles)) await several.start(name, its, await freePort())
    several.team = await teamOf(several.url)
    return several
  }

  get url() {
    return this.processes.get('web')?.at.url ?? ''
  }

  private async start(name: string, roles: string, port: number) {
    const env = { DATABASE_URL: this.line.through(this.database.url), HUYING_ROLES: roles }
    this.processes.set(name, { roles, port, at: await startServer({ data: this.data, keep: true, port, env, args: ['--demo'] }) })
  }

  async kill(name: string) {
    const it = this.processes.get(name)
    if (!it) throw new Error(`no process ${name}`)
    await it.at.kill()
    await this.start(name, it.roles, it.port)
  }

  async killDatabase() {
    process.kill(this.database.pid, 'SIGKILL')
    this.database = await startEmbedded({ root: this.data })
  }

  pool(): Pool {
    return openPool(this.database.url, 4)
  }

  /** Everybody works from now on; what is not acknowledged is sent again with its key. */
  begin(writers: Writer[]) {
    this.work = Promise.all(
      writers.map(async (writer) => {
        while (this.working) {
          try {
            this.acknowledged.push(await writer.act(this.team))
          } catch (error) {
            this.seen.push(seenIn(error))
            // A person needs a moment too.
            await sleep(50)
          }
        }
      }),
    )
  }

  /** Until so many more are acknowledged. */
  async more(count: number) {
    const enough = this.acknowledged.length + count
    while (this.acknowledged.length < enough) await sleep(20)
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
    await this.database.stop()
    rmSync(this.data, { recursive: true, force: true })
  }
}

function seenIn(error: unknown): Seen {
  const { reply } = error as { reply?: { status: number; body?: { error?: { code: string; message: string } } } }
  return reply ? { status: reply.status, ...reply.body?.error } : {}
}
