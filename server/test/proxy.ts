/** The network between a process and its database, in a test's hand: it passes, falls silent (nothing comes back, nothing breaks), or refuses. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export type Line = 'passes' | 'silent' | 'refuses'

export class Proxy {
  private line: Line = 'passes'
  private readonly pairs = new Set<[Socket, Socket | undefined]>()

  private constructor(
    private readonly server: Server,
    private target: number,
  ) {
    server.on('connection', (inside) => this.join(inside))
  }

  static async to(target: number): Promise<Proxy> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Proxy(server, target)
  }

  get port() {
    return (this.server.address() as AddressInfo).port
  }

  /** The same address, through here; and through another, where a second machine stands ready. */
  through(url: string, other?: Proxy): string {
    const here = Object.assign(new URL(url), { port: String(this.port) }).toString()
    return other ? here.replace(`:${this.port}/`, `:${this.port},127.0.0.1:${other.port}/`) : here
  }

  /** New connections go there. */
  toward(target: number) {
    this.target = target
  }

  /** What was under way when it fell silent is never heard of again, as after a switch that forgot its connections. */
  set(line: Line) {
    this.line = line
    for (const [inside, outside] of this.pairs) {
      if (line === 'silent') {
        inside.unpipe().pause()
        outside?.unpipe().pause()
      } else if (line === 'refuses') {
        inside.destroy()
        outside?.destroy()
      }
    }
  }

  async close() {
    this.set('refuses')
    this.server.close()
    await once(this.server, 'close')
  }

  private join(inside: Socket) {
    if (this.line === 'refuses') return void inside.destroy()
    const outside = this.line === 'passes' ? connect(this.target, '127.0.0.1') : undefined
    const pair: [Socket, Socket | undefined] = [inside, outside]
    this.pairs.add(pair)
    const part = () => {
      inside.destroy()
      outside?.destroy()
      this.pairs.delete(pair)
    }
    for (const one of [inside, outside]) one?.on('error', part).on('close', part)
    if (outside) inside.pipe(outside).pipe(inside)
  }
}
