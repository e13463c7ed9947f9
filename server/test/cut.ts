/**
 * A city's server over a line to its database that is in the test's hand, with two addresses for that database: what `main.ts` builds,
 * with the city's clock. It listens on one port for as long as it lives, and can be killed and started anew.
 */
import { buildHttp } from '../src/http.ts'
import { openPool, type Pool } from '../src/db.ts'
import { DatabaseLink } from '../src/operation/link.ts'
import { publishedPacks } from '../src/pack/packs.ts'
import { drawnFrom } from '../src/shell/numbers.ts'
import { Remembered } from '../src/shell/remembered.ts'
import { freePort } from './process.ts'
import { Proxy } from './proxy.ts'
import { type City, LASTING } from './rig.ts'

interface Options {
  pages?: string
  ctiSecret?: string
}

export class Cut {
  private app: Awaited<ReturnType<typeof buildHttp>> | undefined
  private pool: Pool | undefined
  private link: DatabaseLink | undefined
  private told: Partial<Record<'down' | 'back', () => void>> = {}

  private constructor(
    private readonly city: City,
    private readonly options: Options,
    private readonly port: number,
    readonly first: Proxy,
    readonly second: Proxy,
  ) {}

  static async over(city: City, options: Options): Promise<Cut> {
    const at = Number(new URL(String(city.pool.options.connectionString)).port)
    const cut = new Cut(city, options, await freePort(), await Proxy.to(at), await Proxy.to(at))
    cut.second.set('refuses')
    await cut.start()
    return cut
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  /** When the server next sees its database gone, or there again. */
  next(what: 'down' | 'back'): Promise<void> {
    return new Promise((resolve) => {
      this.told[what] = resolve
    })
  }

  async start() {
    const { city, options } = this
    const link = new DatabaseLink({
      url: this.first.through(String(city.pool.options.connectionString), this.second),
      every: 20,
      patience: 1000,
    })
    await link.find()
    const pool = openPool(link.url, 4, link.socket)
    link.watch({ info: () => this.told.back?.(), error: () => this.told.down?.() } as never, city.now)
    const shell = {
      ...city.shell,
      pool,
      packs: publishedPacks(pool, city.now, city.shell.crypto),
      numbers: drawnFrom(pool),
      remembered: new Remembered(),
    }
    const health = { downSince: () => link.downSince, stopping: () => false }
    this.app = await buildHttp(shell, { log: false, centre: city.centre, demo: false, sessions: LASTING, health, ...options })
    await this.app.listen({ port: this.port, host: '127.0.0.1' })
    this.pool = pool
    this.link = link
  }

  /** Its connections break in the middle of whatever they carry. */
  async die() {
    this.app?.server.closeAllConnections()
    await this.app?.close()
    await this.link?.stop()
    await this.pool?.end()
    this.app = undefined
  }

  async close() {
    if (this.app) await this.die()
    await this.first.close()
    await this.second.close()
  }
}
