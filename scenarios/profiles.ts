/**
 * Profiles that nobody published, drawn from a seed: other sizes, ties, empty months, merges, returns, redo, whatever may be told of a
 * month.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Random, randomFrom, shuffled } from '@huying/simulate/random'
import { parse } from 'yaml'
import type { Told } from './figures_profile.ts'

const CITIES = path.join(import.meta.dirname, '../cities')
const codes = (folder: string, file: string): { code: string; parent?: string; kind?: string; medium?: string; reviewed?: boolean }[] =>
  parse(readFileSync(path.join(CITIES, folder, file), 'utf8')) as { code: string }[]
const PACKS = [
  { folder: 'xiangtan', categories: 'xiangtan', marks: { enterprise: 1, civilization: 2 } },
  { folder: 'baojing', categories: '_base', marks: { legacy: 1, crowd: 1 } },
] as const
/** Printed rates that every base of five or more can give. */
const RATES = ['100%', '0%', '50%', '66.67%', '75%', '80%']

/** `most`: of what is accepted. */
export function randomProfile(seed: number, most: number): { folder: string; told: Told } {
  const random = randomFrom(seed * 7919)
  const pack = PACKS[seed % PACKS.length] ?? PACKS[0]
  const accepted = random.pick([0, 1, random.between(2, 20), random.between(20, most), most])
  const flow = flowOf(accepted, random)
  const month = random.pick(['2024-11', '2024-02', '2025-01', '2024-12', '2024-09'])
  const told: Told = { month, requests: { accepted, ...flow }, orders: {} }
  const orders = accepted - flow.onTheSpot - flow.merged - flow.withdrawn - flow.undecided
  told.orders = { total: orders, returned: random.between(0, Math.ceil(orders / 8)), redone: orders > 20 ? random.between(0, 3) : 0 }
  Object.assign(told.requests, { refused: random.between(0, 4), transferred: random.between(0, 3), history: random.between(0, 5) })
  told.requests.urged = orders ? random.between(0, 4) : 0
  if (random.chance(0.7)) told.topics = tied(accepted, leavesOf(pack.categories), random)
  if (random.chance(0.7)) told.units = tied(orders, topUnitsOf(pack.folder), random)
  if (random.chance(0.5)) told.online = Math.floor(accepted / random.between(3, 9))
  const needed = accepted + 7
  if (random.chance(0.5)) told.calls = { answered: needed + random.between(0, 9), offered: needed + random.between(9, 20) }
  else if (random.chance(0.3)) told.calls = { answered: Math.ceil(needed / 3) }
  if (accepted > 9) told.marks = { ...pack.marks }
  if (orders > 12) told.rates = ratesOf(random)
  return { folder: pack.folder, told }
}

function flowOf(accepted: number, random: Random) {
  let left = accepted
  const some = (share: number) => {
    const n = random.between(0, Math.floor(left * share))
    left -= n
    return n
  }
  const onTheSpot = some(1)
  const [undecided, withdrawn] = [some(0.2), some(0.2)]
  return { onTheSpot, undecided, withdrawn, merged: left > 1 ? some(0.4) : 0 }
}

/** Several of equal size among the largest, and what is left is drawn. */
function tied(whole: number, codes: string[], random: Random): Record<string, number> {
  const many = random.between(1, 6)
  const each = Math.floor(whole / (many + 2))
  return Object.fromEntries(
    shuffled(codes, random)
      .slice(0, many)
      .map((code) => [code, each]),
  )
}

function ratesOf(random: Random): Record<string, string> {
  const rates: Record<string, string> = { onTime: random.pick(['100%', '0%']), satisfied: random.pick(RATES) }
  if (random.chance(0.4)) rates.visited = '100%'
  if (random.chance(0.3)) rates.contacted = random.pick(['100%', '0%'])
  return rates
}

const leavesOf = (folder: string) => {
  const all = codes(folder, 'categories.yaml')
  return all.filter((c) => !all.some((d) => d.parent === c.code)).map((c) => c.code)
}
const topUnitsOf = (folder: string) =>
  codes(folder, 'units.yaml')
    .filter((u) => !u.parent && u.kind !== 'centre')
    .map((u) => u.code)
