/**
 * 维度: what the keys of a dimension are called and what they stand under, by one version of the pack. A key that the version has
 * merged into another stands where its heir stands; one that it does not know stands by itself, never lost.
 */
import type { Policy } from '../policy/policy.ts'

export interface Tree {
  name(key: string): string | undefined
  parent(key: string): string | undefined
  heir(key: string): string | undefined
}

interface Node {
  code: string
  parent?: string
  succeededBy?: string
}

/** Where a code stands: itself, or what it was merged into, however often; undefined where the list has no such code. */
export function heirOf(code: string, find: (code: string) => Node | undefined): string | undefined {
  const seen = new Set<string>()
  for (let at = find(code); at && !seen.has(at.code); at = find(at.succeededBy ?? '')) {
    seen.add(at.code)
    if (!at.succeededBy) return at.code
  }
  return undefined
}

const treeOfRows = (rows: readonly (Node & { name: string })[], apart?: string): Tree => {
  const known = new Map(rows.map((row) => [row.code, row]))
  return {
    name: (key) => known.get(key)?.name,
    parent: (key) => (known.get(key)?.parent === apart ? undefined : known.get(key)?.parent),
    heir: (key) => heirOf(key, (code) => known.get(code)),
  }
}
const listOf = (labels: ReadonlyMap<string, string>, parent: Tree['parent'] = () => undefined): Tree => ({
  name: (key) => labels.get(key),
  parent,
  heir: (key) => (labels.has(key) ? key : undefined),
})

export function treeOf(policy: Policy, dimension: string, words: Readonly<Record<string, string>> = {}): Tree {
  const { kinds, categories, units, gazetteer, city } = policy.pack
  switch (dimension) {
    case 'category':
      return treeOfRows(categories)
    case 'unit':
      return treeOfRows(units, city.centreUnit)
    case 'region':
      return treeOfRows(gazetteer)
    case 'type':
      return typesOf(policy)
    case 'mark':
      return marksOf(policy)
    case 'channel':
      return listOf(new Map(kinds.channels.map((c) => [c.code, c.label])))
    case 'line':
      return listOf(new Map(kinds.lines.map((l) => [l.code, l.label])))
    default:
      return listOf(new Map(Object.entries(words)))
  }
}

/** 举报 stands under the type of the five that it is reported as. */
function typesOf({ pack }: Policy): Tree {
  const types = new Map(pack.kinds.types.map((t) => [t.code, t]))
  return {
    name: (key) => types.get(key)?.label,
    parent: (key) => {
      const up = types.get(key)?.reportedAs
      return up === key ? undefined : up
    },
    heir: (key) => (types.has(key) ? key : undefined),
  }
}

/** A level stands under its kind, and counts there once: the kind has a figure of its own. */
function marksOf({ pack }: Policy): Tree {
  const labels = new Map<string, string>()
  for (const { code, label, levels = [] } of pack.kinds.marks) {
    labels.set(code, label)
    for (const level of levels) labels.set(`${code}.${level.code}`, `${label}（${level.label}）`)
  }
  return listOf(labels)
}

/** From the key up to its root. */
export function pathOf(key: string, { parent }: Tree): string[] {
  const out: string[] = []
  for (let at: string | undefined = key; at !== undefined && !out.includes(at); at = parent(at)) out.push(at)
  return out
}

/** The key of the level asked for: `own` as it was recorded, else so many steps below the top, or the lowest there is. */
export function keyAt(key: string, level: number | 'own', tree: Tree): string {
  if (level === 'own') return key
  const path = pathOf(tree.heir(key) ?? key, tree)
  return path[Math.max(0, path.length - 1 - level)] ?? key
}
