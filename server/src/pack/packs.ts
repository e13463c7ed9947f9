/** Published packs: immutable, numbered, compiled once and kept. A running centre's truth is what stands here, not the folder. */
import { type Policy, policyOf } from '@huying/core/policy/policy'
import type { Pack } from '@huying/core/policy/schema'
import type { Instant } from '@huying/core/kernel'
import { type Db, type Pool, ts } from '../db.ts'
import type { SealProvider } from '../seal/provider.ts'
import { recordHash } from '../seal/records.ts'

export interface Packs {
  /** The version in force and its policy. Throws when the centre has no published pack. */
  current(centre: string): Promise<{ version: number; policy: Policy }>
  /** A version as published, but for the years (放假安排), which are always the newest: they are not pinned (architecture §4). */
  at(centre: string, version: number): Promise<Policy>
  /** The version in force at a moment; before the first was published, the first. */
  versionAt(centre: string, at: Instant): Promise<number>
  /** The new version's number; 0 where `after` is not the newest version any more and nothing was published. */
  publish(centre: string, pack: Pack, by: string, now: Instant, after?: number): Promise<number>
  centres(): Promise<{ centre: string; name: string }[]>
}

/** How long the number of the newest version may be taken from memory, in milliseconds. */
const FRESH = 2000
/** After this, in milliseconds, every process decides by a version that was published; their clocks may differ by half of it. */
export const KNOWN_AFTER = 2 * FRESH

/** `crypto` proves what was published. */
export function publishedPacks(pool: Pool, now: () => number, crypto: SealProvider): Packs {
  const compiled = new Map<string, Promise<Policy>>()
  const newest = new Map<string, { version: number; at: number }>()

  const current = async (centre: string) => {
    const known = newest.get(centre)
    if (known && now() - known.at < FRESH) return known.version
    const version = await newestVersion(pool, centre)
    newest.set(centre, { version, at: now() })
    return version
  }
  const once = (key: string, make: () => Promise<Policy>) => {
    const known = compiled.get(key)
    if (known) return known
    const made = make()
    compiled.set(key, made)
    made.catch(() => compiled.delete(key))
    return made
  }
  const exactly = (centre: string, version: number) => once(`${centre} ${version}`, async () => policyOf(await load(pool, centre, version)))
  const at = async (centre: string, version: number) => {
    const last = await current(centre)
    if (version === last) return exactly(centre, version)
    // Compiled once more for each arrangement of other years, not for each newer version.
    return once(`${centre} ${version} ${last}`, async () => {
      const [{ pack }, own] = await Promise.all([exactly(centre, last), exactly(centre, version)])
      const years = JSON.stringify(pack.years)
      if (years === JSON.stringify(own.pack.years)) return own
      return once(`${centre} ${version} ${years}`, () => Promise.resolve(policyOf({ ...own.pack, years: pack.years })))
    })
  }
  return {
    at,
    async current(centre) {
      const version = await current(centre)
      return { version, policy: await exactly(centre, version) }
    },
    async versionAt(centre, moment) {
      const { rows } = await pool.query<{ version: number }>(
        'select coalesce(max(version) filter (where published_at <= $2), min(version)) as version from pack where centre_id = $1',
        [centre, ts(moment)],
      )
      return rows[0]?.version ?? newestVersion(pool, centre)
    },
    async publish(centre, pack, by, at, after) {
      let version = 0
      // Another was faster: it is then the one after that, unless it had to be the one after `after`.
      do version = await insert(pool, crypto, centre, pack, by, at, after)
      while (version === 0 && after === undefined)
      newest.delete(centre)
      return version
    },
    async centres() {
      const { rows } = await pool.query<{ centre: string; name: string }>('select centre_id as centre, name from centre order by centre_id')
      return rows
    },
  }
}

async function newestOf(db: Db, centre: string): Promise<number | null | undefined> {
  const { rows } = await db.query<{ version: number | null }>({
    name: 'pack_version',
    text: 'select max(version) as version from pack where centre_id = $1',
    values: [centre],
  })
  return rows[0]?.version
}

async function newestVersion(db: Db, centre: string): Promise<number> {
  const version = await newestOf(db, centre)
  if (!version) throw new Error(`热线中心 ${centre} 还没有发布机制配置`)
  return version
}

async function load(db: Db, centre: string, version: number): Promise<Pack> {
  const { rows } = await db.query<{ body: Pack }>('select body from pack where centre_id = $1 and version = $2', [centre, version])
  if (!rows[0]) throw new Error(`没有第 ${version} 版机制配置`)
  return rows[0].body
}

async function insert(db: Db, crypto: SealProvider, centre: string, pack: Pack, by: string, now: Instant, after?: number): Promise<number> {
  await db.query(
    'insert into centre (centre_id, name, created_at) values ($1, $2, $3) on conflict (centre_id) do update set name = excluded.name',
    [centre, pack.city.name, ts(now)],
  )
  const last = (await newestOf(db, centre)) ?? 0
  if (after !== undefined && after !== last) return 0
  const row = { version: last + 1, published_at: ts(now), published_by: by, body: pack }
  const { rows } = await db.query<{ version: number }>(
    `insert into pack (centre_id, version, published_at, published_by, body, hash) values ($1, $2, $3, $4, $5, decode($6, 'base64'))
     on conflict do nothing returning version`,
    [centre, row.version, row.published_at, by, JSON.stringify(pack), recordHash(crypto, 'pack', centre, row)],
  )
  return rows[0]?.version ?? 0
}
