/** The compiled pack: what the rules ask a city's configuration, by code, without searching. Built once per published version. */
import { type Calendar, calendarOf } from '../calendar.ts'
import type { Category, ClockKind, DeadlineRow, Duty, Pack, Post, Unit } from './schema.ts'

export interface Policy {
  pack: Pack
  calendar: Calendar
  unit(code: string): Unit | undefined
  /** The units directly below, in the pack's order. */
  below(code: string): readonly Unit[]
  /** The county-level unit that answers for a region: the one whose region code is the longest prefix. */
  county(region: string): Unit | undefined
  /** The unit and every level above it, nearest first. */
  above(code: string): readonly string[]
  /** The unit directly below `upper` on the way to `code`, or undefined where `code` is not below it. */
  isBelow(code: string, upper: string): boolean
  category(code: string): Category | undefined
  /** Leaf and every group above it, leaf first. */
  categoryPath(code: string): string[]
  isLeaf(code: string): boolean
  duties(category: string): Duty[]
  /** The rules for one clock, in the pack's order. */
  deadlines(clock: ClockKind): readonly DeadlineRow[]
  post(code: string): Post | undefined
  label(list: 'types' | 'marks' | 'channels', code: string): string
  /** Renameable term (terms.yaml) or the given default. */
  term(code: string, fallback: string): string
}

/** Compiles a resolved pack. Pure; the pack was validated when it was published. */
export function policyOf(pack: Pack): Policy {
  const units = index(pack.units)
  const categories = index(pack.categories)
  const parents = new Set(pack.categories.map((c) => c.parent))
  const posts = index(pack.posts)
  const duties = group(pack.duties, (d) => d.category)
  const deadlines = group(pack.deadlines, (d) => d.clock)
  const children = group(pack.units, (u) => u.parent ?? '')
  const counties = pack.units.filter((u) => u.kind === 'county' && u.region).sort((a, b) => regionOf(b).length - regionOf(a).length)
  const path = (from: string, next: (code: string) => string | undefined) => {
    const out: string[] = []
    for (let code: string | undefined = from; code && !out.includes(code); code = next(code)) out.push(code)
    return out
  }
  const ways = new Map(pack.units.map(({ code }) => [code, path(code, (c) => units.get(c)?.parent)]))
  const above = (code: string) => ways.get(code) ?? path(code, (c) => units.get(c)?.parent)
  return {
    pack,
    calendar: calendarOf(pack),
    unit: (code) => units.get(code),
    below: (code) => children.get(code) ?? [],
    county: (region) => counties.find((u) => region.startsWith(regionOf(u))),
    above,
    isBelow: (code, upper) => code !== upper && above(code).includes(upper),
    category: (code) => categories.get(code),
    categoryPath: (code) => path(code, (c) => categories.get(c)?.parent),
    isLeaf: (code) => categories.has(code) && !parents.has(code),
    duties: (category) => duties.get(category) ?? [],
    deadlines: (clock) => deadlines.get(clock) ?? [],
    post: (code) => posts.get(code),
    label: (list, code) => pack.kinds[list].find((k) => k.code === code)?.label ?? code,
    term: (code, fallback) => pack.terms[code] ?? fallback,
  }
}

const regionOf = ({ region = '' }: Unit) => region
const index = <T extends { code: string }>(rows: T[]) => new Map(rows.map((row) => [row.code, row]))

function group<T>(rows: T[], key: (row: T) => string) {
  const out = new Map<string, T[]>()
  for (const row of rows) {
    const rest = out.get(key(row))
    if (rest) rest.push(row)
    else out.set(key(row), [row])
  }
  return out
}
