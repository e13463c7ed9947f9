/**
 * The line to the database. A connection of its own is asked once a second; when it falls silent, every connection of the pool is cut, so
 * that whoever waits is told at once instead of hanging until the machine's TCP gives up (a quarter of an hour), and new ones are
 * refused until the database answers again. A stand-by that takes no writes counts as gone: a failover is under way. Where the address
 * names several machines, the next one is asked each time, and every new connection goes to the one that takes writes.
 */
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import pg from 'pg'
import { type Address, addressesOf } from './address.ts'
import { unavailable } from './unavailable.ts'

const EVERY = 1000
/** No answer within this is silence. A refused or broken connection is known at once. */
const PATIENCE = 4000

type Log = Pick<Logger, 'info' | 'error'>

interface LinkOptions {
  /** One machine or several (address.ts). */
  url: string
  every?: number
  patience?: number
  /** Called while the database does not answer, before each new try: starts the embedded one again. */
  revive?: () => Promise<void>
}

export class DatabaseLink {
  private readonly sockets = new Set<Socket>()
  private client: pg.Client | undefined
  private down: { at: number } | undefined
  private watching = false
  private loop: Promise<void> = Promise.resolve()
  private readonly wakes = new AbortController()
  /** For the pool and for others that connect by themselves: the first machine's. */
  readonly url: string
  private readonly addresses: readonly Address[]
  private turn = 0

  constructor(private readonly options: LinkOptions) {
    const { url, addresses } = addressesOf(options.url)
    this.url = url
    this.addresses = addresses
  }

  /** For the pool: sockets that can be cut, and go where the database is now. */
  readonly socket = (): Socket => {
    const socket = this.toward(new Socket())
    this.sockets.add(socket)
    socket.once('close', () => this.sockets.delete(socket))
    if (this.down) process.nextTick(() => socket.destroy(gone()))
    return socket
  }

  /** Since when the database has not answered. */
  get downSince(): number | undefined {
    return this.down?.at
  }

  /**
   * The first look, before anything else asks: settles on the machine that takes writes.
   * @throws what the database said where it answers and refuses us; otherwise what `unavailable` knows
   */
  async find(): Promise<void> {
    for (let n = 0; n < Math.max(1, this.addresses.length); n++) {
      if (await this.answers(true)) return this.leave()
      this.turn++
    }
    throw gone()
  }

  watch(log: Log, now: () => number) {
    this.watching = true
    this.loop = this.run(log, now)
  }

  async stop() {
    this.watching = false
    this.wakes.abort()
    await this.loop
    await this.leave()
  }

  private async run(log: Log, now: () => number) {
    while (this.watching) {
      // A connection that broke while nobody looked says nothing of the database: a second try decides.
      const up = (await this.answers()) || (await this.answers())
      if (!this.watching) return
      if (up && this.down) {
        log.info({ ms: now() - this.down.at }, 'database is back')
        this.down = undefined
      } else if (!up) {
        if (!this.down) log.error({ connections: this.sockets.size }, 'database does not answer')
        this.down ??= { at: now() }
        for (const socket of this.sockets) socket.destroy(gone())
        this.turn++
        await this.options.revive?.().catch((error: unknown) => log.error({ err: error }, 'database could not be started again'))
      }
      await sleep(this.options.every ?? EVERY, undefined, { signal: this.wakes.signal }).catch(() => undefined)
    }
  }

  /** The driver connects to the machine it was told of at first. */
  private toward(socket: Socket): Socket {
    if (this.addresses.length < 2) return socket
    const { host, port } = this.addresses[this.turn % this.addresses.length] ?? { host: '', port: 0 }
    const connect = socket.connect.bind(socket)
    return Object.assign(socket, { connect: () => connect(port, host) })
  }

  /** With `tell`, a database that is there and refuses us throws. */
  private async answers(tell = false): Promise<boolean> {
    const patience = this.options.patience ?? PATIENCE
    try {
      this.client ??= await this.enter(patience)
      const { rows } = await within(patience, this.client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby'))
      if (rows[0]?.standby === false) return true
    } catch (error) {
      // What kind of silence it is makes no difference.
      if (tell && !unavailable(error)) throw error
    }
    await this.leave()
    return false
  }

  private async enter(patience: number): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      stream: () => this.toward(new Socket()),
      connectionTimeoutMillis: patience,
      application_name: 'huying watch',
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  /** Without a goodbye that a silent line would never answer. */
  private leave(): Promise<void> {
    const client = this.client as (pg.Client & { connection: { stream: Socket } }) | undefined
    this.client = undefined
    client?.connection.stream.destroy()
    return Promise.resolve()
  }
}

const gone = () => Object.assign(new Error('the database does not answer'), { code: 'ECONNREFUSED' })

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController()
  // The clock of a machine that is busy runs on while an answer lies unread: it is read before the time is called.
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => sleep(0).then(() => Promise.reject(gone())))
  late.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
  }
}
