/**
 * A second database that repeats the first as it writes (流复制), made of its folder while it works, to be promoted when the first is gone.
 * The first then acknowledges nothing that the second does not have.
 */
import { execFileSync } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { chooseIdentity, findBinaries } from '../src/database/embedded/binaries.ts'
import { prepare, settingsFor } from '../src/database/embedded/cluster.ts'
import { birthOf } from '../src/database/embedded/lock.ts'
import { launch, placeIn, readPassword, shutDown, urlOf, waitReady } from '../src/database/embedded/postmaster.ts'
import type { Embedded } from '../src/database/embedded.ts'
import { freePort } from './process.ts'

export interface Standby {
  port: number
  /** Takes writes from now on. */
  promote(): Promise<void>
  stop(): Promise<void>
}

const NAME = 'second'

/** `data` is the root of the first; `root` that of the second, which is made. */
export async function standbyOf(first: Embedded, data: string, root: string): Promise<Standby> {
  const [from, to] = [placeIn(data), placeIn(root)]
  mkdirSync(root, { recursive: true })
  const client = new pg.Client({ connectionString: first.url })
  await client.connect()
  try {
    await copyWhileItWorks(client, from.data, to.data)
    const password = readPassword(from)
    const source = `host=127.0.0.1 port=${first.port} user=huying password=${password} application_name=${NAME}`
    const binaries = findBinaries()
    const identity = chooseIdentity(binaries, root, to.data)
    await prepare(to, identity)
    const port = await freePort()
    const settings = { ...settingsFor(to, port, false, true), primary_conninfo: source }
    const pid = await launch(binaries, identity, to, settings)
    const birth = birthOf(pid)
    if ((await waitReady({ pid, port }, to, 60_000)) !== 'ready') throw new Error('the stand-by does not come up')
    await follow(client)
    return { port, promote: () => promote(urlOf(port, password)), stop: () => shutDown(pid, birth) }
  } finally {
    await client.end()
  }
}

async function copyWhileItWorks(client: pg.Client, from: string, to: string) {
  await client.query(`select pg_backup_start('stand-by', true)`)
  // As the owner of the files; some go while they are copied.
  execFileSync('sh', ['-c', 'cp -a "$0" "$1" 2>/dev/null || [ -f "$1/PG_VERSION" ]', from, to])
  for (const left of ['postmaster.pid', 'postmaster.opts']) rmSync(path.join(to, left), { force: true })
  const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop(false)')
  const { uid, gid } = statSync(path.join(to, 'PG_VERSION'))
  for (const [name, text] of [
    ['backup_label', rows[0]?.label ?? ''],
    ['standby.signal', ''],
  ] as const) {
    writeFileSync(path.join(to, name), text)
    chownSync(path.join(to, name), uid, gid)
  }
  cpSync(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'), { recursive: true, force: true, preserveTimestamps: true })
}

/** A commit waits for the stand-by from here on. */
async function follow(client: pg.Client) {
  await client.query(`alter system set synchronous_standby_names = '${NAME}'`)
  await client.query('select pg_reload_conf()')
  for (;;) {
    const { rows } = await client.query<{ state: string }>(
      'select sync_state as state from pg_stat_replication where application_name = $1',
      [NAME],
    )
    if (rows[0]?.state === 'sync') return
  }
}

async function promote(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_promote(true)')
  } finally {
    await client.end()
  }
}
