/** Runs one benchmark by name; prints the machine, then one JSON line last. */
import os from 'node:os'
import { parseArgs } from 'node:util'
import { type ServerProcess, startServer } from '../server/test/process.ts'
import { intake } from './intake.ts'
import { lifecycle } from './lifecycle.ts'
import { push } from './push.ts'
import { simulate } from './simulate.ts'
import { timers } from './timers.ts'
import { web } from './web.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    clients: { type: 'string', default: '16' },
    desks: { type: 'string', default: '1000' },
    days: { type: 'string', default: '10' },
    calls: { type: 'string', default: '1000' },
    deadlines: { type: 'string', default: '100000' },
    stored: { type: 'string', default: '0' },
  },
})
const name = positionals[0] ?? ''
const options = { seconds: Number(values.seconds), clients: Number(values.clients) }

/** With a server of its own, on an empty database unless `env` asks for demonstration data. */
const served = (bench: (server: ServerProcess) => Promise<object>, env?: Record<string, string>) => async () => {
  const server = await startServer({ built: true, env })
  try {
    return await bench(server)
  } finally {
    await server.stop()
  }
}

const BENCHES: Record<string, () => Promise<object>> = {
  lifecycle: served((server) => lifecycle(server, options)),
  intake: served((server) => intake(server, options)),
  push: served((server) => push(server, { desks: Number(values.desks), seconds: options.seconds })),
  web: served(web, { HUYING_DEMO_DAYS: '30' }),
  simulate: () => simulate({ days: Number(values.days), perDay: Number(values.calls) }),
  timers: () => timers(Number(values.deadlines)),
}

const bench = BENCHES[name]
if (!bench) {
  console.error(`benchmarks: ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}
const result = await bench()
const [cpu] = os.cpus()
console.log(
  `machine: ${os.cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
)
console.log(JSON.stringify({ ...result, stored: Number(values.stored) }))
