/**
 * Power cuts: the server and its database are killed at once while eight people work, again and again on the same data. Whatever was
 * acknowledged is there; what was not is sent again with its key and happens once; timers stand as the rows want them.
 */
import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { openPool } from '../src/db.ts'
import { databaseOf, databasePid, freePort, newData, type ServerProcess, startServer } from './process.ts'
import { type Act, allIsWell, type Team, teamOf, type Told, Writer } from './writers.ts'

const LONG = process.env.HUYING_LONG === '1'
const CUTS = LONG ? 20 : 3
const WRITERS = 8
/** Acts acknowledged between two cuts. */
const ACTS = 60

const data = newData()
let server: ServerProcess | undefined
afterAll(async () => {
  await server?.stop()
  rmSync(data, { recursive: true, force: true })
})

/** Everybody works until enough is acknowledged, then the power goes. */
async function untilCut(writers: Writer[], team: Team, acknowledged: { act: Act; told: Told }[], at: ServerProcess) {
  const enough = acknowledged.length + ACTS
  let down = false
  const cut = () => {
    down = true
    process.kill(databasePid(at), 'SIGKILL')
    return at.kill()
  }
  await Promise.all(
    writers.map(async (writer) => {
      while (!down) {
        try {
          acknowledged.push(await writer.act(team))
        } catch (error) {
          if (!down) throw error
        }
        if (acknowledged.length >= enough && !down) await cut()
      }
    }),
  )
}

it(
  'keeps every acknowledged command, does what was sent again once, and neither loses nor doubles a timer',
  async () => {
    const port = await freePort()
    const writers = Array.from({ length: WRITERS }, (_, i) => new Writer(i))
    const acknowledged: { act: Act; told: Told }[] = []
    server = await startServer({ data, port })
    const team = await teamOf(server.url)
    for (let cut = 0; cut < CUTS; cut++) {
      await untilCut(writers, team, acknowledged, server)
      server = await startServer({ data, port })
    }
    for (const writer of writers) acknowledged.push(await writer.act(team))
    expect(acknowledged.length).toBeGreaterThanOrEqual(CUTS * ACTS + WRITERS)

    const at = server
    await allIsWell({ pool: () => openPool(databaseOf(at), 4), data, acknowledged })
  },
  LONG ? 900_000 : 180_000,
)
