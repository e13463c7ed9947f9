/** Runs one benchmark by name; prints the machine, then one JSON line last. */
import os from 'node:os'
import { parseArgs } from 'node:util'
import { lifecycle } from './lifecycle.ts'
import { startServer } from './server.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    clients: { type: 'string', default: '16' },
    stored: { type: 'string', default: '0' },
  },
})
const name = positionals[0] ?? ''
const options = { seconds: Number(values.seconds), clients: Number(values.clients) }

const BENCHES: Record<string, () => Promise<object>> = {
  lifecycle: async () => {
    const server = await startServer()
    try {
      return await lifecycle(server, options)
    } finally {
      await server.stop()
    }
  },
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
