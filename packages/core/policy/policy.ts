/** The compiled pack: what the rules ask a city's configuration, by code, without searching. Built once per published version. */
import { type Calendar, calendarOf } from '../calendar.ts'
import type { Category, Duty, Pack, Post, Unit } from './schema.ts'

export interface Policy {
  pack: Pack
  calendar: Calendar
  unit(code: string): Unit | undefined
  /** The unit and every level above it, nearest first. */
  above(code: string): string[]
  /** The unit directly below `upper` on the way to `code`, or undefined where `code` is not below it. */
  isBelow(code: string, upper: string): boolean
  category(code: string): Category | undefined
  /** Leaf and every group above it, leaf first. */
  categoryPath(code: string): string[]
  isLeaf(code: string): boolean
  duties(category: string): Duty[]
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
  const path = (from: string, next: (code: string) => string | undefined) => {
    const out: string[] = []
    for (let code: string | undefined = from; code && !out.includes(code); code = next(code)) out.push(code)
    return out
  }
  const above = (code: string) => path(code, (c) => units.get(c)?.parent)
  return {
    pack,
    calendar: calendarOf(pack),
    unit: (code) => units.get(code),
    above,
    isBelow: (code, upper) => code !== upper && above(code).includes(upper),
    category: (code) => categories.get(code),
    categoryPath: (code) => path(code, (c) => categories.get(c)?.parent),
    isLeaf: (code) => categories.has(code) && !parents.has(code),
    duties: (category) => duties.get(category) ?? [],
    post: (code) => posts.get(code),
    label: (list, code) => pack.kinds[list].find((k) => k.code === code)?.label ?? code,
    term: (code, fallback) => pack.terms[code] ?? fallback,
  }
}

const index = <T extends { code: string }>(rows: T[]) => new Map(rows.map((row) => [row.code, row]))

function group<T>(rows: T[], key: (row: T) => string) {
  const out = new Map<string, T[]>()
  for (const row of rows) out.set(key(row), [...(out.get(key(row)) ?? []), row])
  return out
}
