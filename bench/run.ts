/** Runs one benchmark by name; prints the machine, then one JSON line last. */
import os from 'node:os'
import { parseArgs } from 'node:util'
import { type ServerProcess, startServer } from '../server/test/process.ts'
import { type Filled, filled } from './fill.ts'
import { intake } from './intake.ts'
import { lifecycle } from './lifecycle.ts'
import { lists } from './lists.ts'
import { push } from './push.ts'
import { simulate } from './simulate.ts'
import { timers } from './timers.ts'
import { web } from './web.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    /** Seconds of the same work before anything is counted: a server runs for weeks, its first seconds are not its speed. */
    warm: { type: 'string', default: '15' },
    clients: { type: 'string', default: '16' },
    desks: { type: 'string', default: '1000' },
    days: { type: 'string', default: '10' },
    calls: { type: 'string', default: '1000' },
    deadlines: { type: 'string', default: '100000' },
    stored: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
})
const name = positionals[0] ?? ''
/** Orders for a quick look at every list, and for a county's list of ten thousand. */
const FEW = 20_000
const ENOUGH = 100_000
const options = { seconds: Number(values.seconds), clients: Number(values.clients), warm: Number(values.warm) }

/** With a server of its own, on an empty database unless `env` asks for demonstration data. */
const served = (bench: (server: ServerProcess) => Promise<object>, env?: Record<string, string>) => async () => {
  const server = await startServer({ built: true, env })
  try {
    return await bench(server)
  } finally {
    await server.stop()
  }
}

/** With a server on a folder that holds so many orders; the folder stays. */
const onFilled = (stored: number, bench: (server: ServerProcess, has: Filled) => Promise<object>) => async () => {
  const has = await filled(stored)
  const server = await startServer({ built: true, data: has.data, keep: true })
  try {
    return await bench(server, has)
  } finally {
    await server.stop()
  }
}

const BENCHES: Record<string, () => Promise<object>> = {
  lifecycle: served((server) => lifecycle(server, options)),
  intake: served((server) => intake(server, options)),
  push: served((server) => push(server, { desks: Number(values.desks), seconds: options.seconds })),
  lists: onFilled(Number(values.stored) || FEW, (server, has) => lists(server, has, values.only)),
  web: onFilled(Number(values.stored) || ENOUGH, web),
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
