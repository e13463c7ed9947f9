/** A disk on which not a byte is left, under a server and its database with people at work: told, nothing half, and back by itself. */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { Client } from './client.ts'
import { accountsOf, matter } from './matter.ts'
import { freePort, newData } from './process.ts'

/** A small file system of its own for one server with its database, seen by nobody else. */
const UNSHARED = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c']
const SIZE = '220m'

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('a disk that is full', () => {
  const data = newData()
  let server: ReturnType<typeof spawn> | undefined
  afterAll(async () => {
    const gone = server && new Promise((resolve) => server?.once('exit', resolve))
    server?.kill('SIGTERM')
    await gone
    rmSync(data, { recursive: true, force: true })
  }, 60_000)

  it('given people at work, when not a byte is left, then they are told and nothing is half; when there is room again, it goes on by itself', async () => {
    const port = await freePort()
    const disk = path.join(data, 'disk')
    mkdirSync(disk)
    const main = `exec ${process.execPath} --import tsx ${path.join(import.meta.dirname, '../src/main.ts')}`
    server = spawn(UNSHARED[0] ?? '', [...UNSHARED.slice(1), `mount -t tmpfs -o size=${SIZE},mode=755 tmpfs ${disk} && ${main}`], {
      env: {
        ...process.env,
        ...{ HUYING_HOME: path.join(import.meta.dirname, '../..'), HUYING_DATA: path.join(disk, 'data') },
        ...{ PORT: String(port), HUYING_DEMO_DAYS: '0', NODE_ENV: 'production' },
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const url = `http://127.0.0.1:${port}`
    const ready = () =>
      fetch(`${url}/api/ready`).then(
        (answer) => answer.status === 200,
        () => false,
      )
    while (!(await ready())) await sleep(100)
    const agent = await new Client(url).login((await accountsOf(url)).agent)
    let n = 0
    const register = () =>
      agent.post<{ id?: string; error?: { code: string; message: string } }>('/api/requests', matter(n), `full-disk-${n}`)
    expect((await register()).status).toBe(200)

    // Its own disk, reached from outside through the process that sees it.
    const inside = `/proc/${server.pid}/root${disk}`
    const filler = path.join(inside, 'filler')
    const fill = () => {
      const { bavail, bsize } = statfsSync(inside)
      writeFileSync(filler, Buffer.alloc(bavail * bsize), { flag: 'a' })
    }
    fill()
    let told: Awaited<ReturnType<typeof register>> | undefined
    const acknowledged: number[] = [0]
    // What was already set aside for the log of the database still takes some.
    while (!told) {
      n++
      const answer = await register()
      if (answer.status === 200) acknowledged.push(n)
      else told = answer
      if (statfsSync(inside).bavail > 0) fill()
    }
    expect(told).toMatchObject({
      status: 503,
      body: { error: { code: 'unavailable', message: expect.stringMatching(/磁盘已满|数据库暂时连不上/) } },
    })

    rmSync(filler)
    let again = await register()
    while (again.status !== 200) {
      expect(again.status).toBe(503)
      await sleep(200)
      again = await register()
    }
    acknowledged.push(n)
    // Each key once, and each acknowledged one is there: the same key tells the same request.
    const ids = new Set<string>()
    for (n of acknowledged) {
      const { status, body } = await register()
      expect([n, status]).toEqual([n, 200])
      ids.add(body.id ?? '')
    }
    expect(ids.size).toBe(acknowledged.length)
  }, 600_000)
})
