/** Runs one benchmark by name; prints the machine, then one JSON line last. */
import { readFileSync } from 'node:fs'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { type ServerProcess, startServer } from '../server/test/process.ts'
import { bulletin } from './bulletin.ts'
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
    /** lifecycle: so many clients for a minute after the measured run. */
    spike: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
})
const name = positionals[0] ?? ''
/** Orders for a quick look at every list, and for a county's list of ten thousand. */
const FEW = 20_000
const ENOUGH = 100_000
const options = {
  seconds: Number(values.seconds),
  clients: Number(values.clients),
  warm: Number(values.warm),
  spike: Number(values.spike),
}
const stored = Number(values.stored)

/** The most memory that the server's process has held, in MiB; unknown where the system does not tell. */
function memoryOf({ pid }: ServerProcess): { memoryMiB?: number } {
  try {
    const most = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return most ? { memoryMiB: Math.round(Number(most) / 1024) } : {}
  } catch {
    return {}
  }
}

const measured = async (server: ServerProcess, bench: (server: ServerProcess) => Promise<object>) => {
  try {
    const result = await bench(server)
    return { ...result, ...memoryOf(server) }
  } finally {
    await server.stop()
  }
}

/** With a server of its own: on an empty database, or on a folder that holds `--stored` orders. */
const served = (bench: (server: ServerProcess) => Promise<object>) => async () =>
  stored > 0 ? onFilled(stored, bench)() : measured(await startServer({ built: true }), bench)

/** With a server on a folder that holds so many orders; the folder stays. */
const onFilled = (stored: number, bench: (server: ServerProcess, has: Filled) => Promise<object>) => async () => {
  const has = await filled(stored)
  const server = await startServer({ built: true, data: has.data, keep: true })
  return measured(server, () => bench(server, has))
}

const BENCHES: Record<string, () => Promise<object>> = {
  lifecycle: served((server) => lifecycle(server, options)),
  intake: served((server) => intake(server, options)),
  push: served((server) => push(server, { desks: Number(values.desks), seconds: options.seconds })),
  bulletin: onFilled(stored || ENOUGH, bulletin),
  lists: onFilled(stored || FEW, (server, has) => lists(server, has, values.only)),
  web: onFilled(stored || ENOUGH, web),
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
console.log(JSON.stringify({ ...result, stored }))
