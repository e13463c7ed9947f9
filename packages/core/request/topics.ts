/**
 * 事项统计: every request counts once at its leaf and once at each group above it. The catalogue is versioned with the pack: a
 * month can be counted by any version, so an old figure can be computed again after the catalogue changed (CLASS-02).
 */
import { heirOf } from '../measure/tree.ts'
import type { Policy } from '../policy/policy.ts'

/** Requests of one leaf, as registered. */
export interface LeafCount {
  category: string
  count: number
}

export interface TopicCount {
  code: string
  name: string
  parent?: string
  leaf: boolean
  /** Of itself and of everything below it. */
  count: number
}

/** Counts by one version's tree, in its own order. What that version has no place for is counted apart, never dropped. */
export function rollUp(rows: readonly LeafCount[], catalogue: Policy): { topics: TopicCount[]; outside: number } {
  const counts = new Map<string, number>()
  let outside = 0
  for (const { category, count } of rows) {
    const leaf = heirOf(category, catalogue.category)
    if (!leaf) outside += count
    else for (const code of catalogue.categoryPath(leaf)) counts.set(code, (counts.get(code) ?? 0) + count)
  }
  const topics = catalogue.pack.categories
    .filter((c) => counts.has(c.code))
    .map((c) => ({ code: c.code, name: c.name, parent: c.parent, leaf: catalogue.isLeaf(c.code), count: counts.get(c.code) ?? 0 }))
  return { topics, outside }
}
