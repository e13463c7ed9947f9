/** 机制配置: published versions, what is still assumed, and folders that may be checked and published. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import type { Db } from '../db.ts'

export async function versionsOf(db: Db, centre: string) {
  const { rows } = await db.query<{ version: number; publishedAt: number; by: string }>(
    'select version, published_at as "publishedAt", published_by as by from pack where centre_id = $1 order by version desc limit 100',
    [centre],
  )
  return rows
}

/** Folders whose city is this centre: only they may become its next version. */
export async function foldersOf(cities: string | undefined, centre: string): Promise<string[]> {
  if (!cities || !existsSync(cities)) return []
  const names = (await readdir(cities, { withFileTypes: true })).filter((one) => one.isDirectory()).map((one) => one.name)
  const own = await Promise.all(
    names.map(async (name) => ((await codeOf(path.join(cities, name, 'city.yaml'))) === centre ? name : undefined)),
  )
  return own.filter((name) => name !== undefined)
}

async function codeOf(file: string): Promise<string | undefined> {
  if (!existsSync(file)) return undefined
  const { code } = parse(await readFile(file, 'utf8')) as { code?: unknown }
  return code === undefined ? undefined : String(code)
}
