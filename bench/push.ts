/** Desks listening to /api/changes while commands go through: how long after a command's answer the last desk knows of it. */
import { Agent, get } from 'node:http'
import { Client } from '../server/test/client.ts'
import type { ServerProcess } from '../server/test/process.ts'
import { accountsOf, matter } from '../server/test/matter.ts'
import { quantile } from './quantile.ts'

const PER_SECOND = 50

export async function push(server: ServerProcess, { desks, seconds }: { desks: number; seconds: number }) {
  const { agent } = await accountsOf(server.url)
  const who = await new Client(server.url).login(agent)
  const sent = new Map<string, number>()
  const told: { id: string; at: number }[] = []
  const lines = await Promise.all(
    Array.from({ length: desks }, () => listen(server.url, who, (id) => told.push({ id, at: performance.now() }))),
  )
  let faults = 0
  const from = performance.now()
  const acts: Promise<void>[] = []
  for (let n = 0; n < seconds * PER_SECOND; n++) {
    await at(from + (n * 1000) / PER_SECOND)
    acts.push(
      who.post<{ id: string }>('/api/requests', matter(n)).then(({ status, body }) => {
        if (status === 200) sent.set(body.id, performance.now())
        else faults++
      }),
    )
  }
  await Promise.all(acts)
  await at(performance.now() + 1500)
  for (const close of lines) close()
  const late = told.flatMap(({ id, at: when }) => {
    const since = sent.get(id)
    return since === undefined ? [] : [Math.max(0, when - since)]
  })
  return {
    bench: 'push',
    desks,
    commands: sent.size,
    faults,
    told: late.length,
    missed: sent.size * desks - late.length,
    p50: quantile(late, 0.5),
    p99: quantile(late, 0.99),
  }
}

const at = (when: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, when - performance.now())))

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

/** One open desk; answers how to close it. */
function listen(url: string, who: Client, told: (id: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const call = get(`${url}/api/changes`, { agent, headers: who.cookies }, (answer) => {
      let rest = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n')
        rest = parts.pop() ?? ''
        for (const part of parts)
          if (part.startsWith('data: ')) for (const { id } of JSON.parse(part.slice(6)) as { id: string }[]) told(id)
      })
      answer.on('error', () => undefined)
      resolve(() => call.destroy())
    })
    call.on('error', reject)
  })
}
