/** One signed-in person over real HTTP, keeping the connection, with an idempotency key for each act as the pages do. */
import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 1024 })
let keys = 0

export interface Reply<T> {
  status: number
  body: T
  ms: number
}

export class Client {
  private headers: Record<string, string> = {}

  constructor(private readonly url: string) {}

  async login(login: string, password = 'huying-demo'): Promise<this> {
    const answer = await this.send<unknown>('POST', '/api/login', { login, password })
    if (answer.status !== 200) throw new Error(`login ${login}: ${answer.status} ${JSON.stringify(answer.body)}`)
    const { body } = await this.get<{ csrf: string }>('/api/me')
    this.headers['x-csrf-token'] = body.csrf
    return this
  }

  /** For connections of another kind. */
  get cookies() {
    return { ...this.headers }
  }

  get = <T>(path: string) => this.send<T>('GET', path)
  post = <T>(path: string, body: unknown = {}, key?: string) => this.send<T>('POST', path, body, key)

  private send<T>(method: string, path: string, body?: unknown, key = `act-${process.pid}-${++keys}`): Promise<Reply<T>> {
    const from = performance.now()
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const headers: Record<string, string | number> = { ...this.headers }
    if (payload)
      Object.assign(headers, {
        'content-type': 'application/json',
        'content-length': payload.length,
        'idempotency-key': key,
      })
    return new Promise((resolve, reject) => {
      const call = request(this.url + path, { method, agent, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('error', reject)
        answer.on('data', (c: Buffer) => chunks.push(c))
        answer.on('end', () => {
          const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
          if (cookie) this.headers.cookie = cookie
          const text = Buffer.concat(chunks).toString()
          const json = text && answer.headers['content-type']?.includes('json')
          resolve({ status: answer.statusCode ?? 0, body: (json ? JSON.parse(text) : undefined) as T, ms: performance.now() - from })
        })
      })
      call.on('error', reject)
      call.end(payload)
    })
  }
}
