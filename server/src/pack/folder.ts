/** Reads a city's folder: its files, its parents' files, merged and parsed. YAML stops here. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { merge, parsePack } from '@huying/core/policy/resolve'
import { parse } from 'yaml'
import type { Entry } from '../knowledge/publish.ts'

/** Files of a folder that are not part of the pack itself. */
const APART = new Set(['pack.yaml', 'examples.yaml'])

async function readFolder(folder: string): Promise<{ parent?: string; raw: Record<string, unknown> }> {
  const raw: Record<string, unknown> = {}
  for (const file of (await readdir(folder)).filter((f) => f.endsWith('.yaml') && !APART.has(f))) {
    const value: unknown = parse(await readFile(path.join(folder, file), 'utf8'))
    if (file === 'limits.yaml') Object.assign(raw, value)
    else raw[path.basename(file, '.yaml')] = value
  }
  const head = path.join(folder, 'pack.yaml')
  const { extends: parent } = existsSync(head) ? (parse(await readFile(head, 'utf8')) as { extends?: string }) : {}
  return { parent, raw }
}

/** The merged content of `cities/<name>` with all its parents, not yet validated. */
export async function mergedFolder(cities: string, name: string): Promise<unknown> {
  const { parent, raw } = await readFolder(path.join(cities, name))
  return parent ? merge(await mergedFolder(cities, parent), raw) : raw
}

export async function readPack(cities: string, name: string) {
  return parsePack(await mergedFolder(cities, name))
}

/** The starting set of 统一口径 of a city and its parents: `knowledge/*.yaml`, the city's own entries last. */
export async function readKnowledge(cities: string, name: string): Promise<Entry[]> {
  const { parent } = await readFolder(path.join(cities, name))
  const before = parent ? await readKnowledge(cities, parent) : []
  const folder = path.join(cities, name, 'knowledge')
  if (!existsSync(folder)) return before
  const files = (await readdir(folder)).filter((f) => f.endsWith('.yaml'))
  const lists = await Promise.all(files.map(async (f) => parse(await readFile(path.join(folder, f), 'utf8')) as Entry[]))
  const own = lists.flat()
  return [...before.filter((e) => !own.some((o) => o.code === e.code)), ...own]
}
