/** Finds categories (事项) by words: pairs of neighbouring characters, the rarer among the categories the weightier. */
import type { Category } from '../catalogue.ts'

export interface Proposal {
  category: Category
  /** The words of the text that led here. */
  because: string
}

const termsOf = ({ label, words = [] }: Category): string[] => [label, ...words]

/** Categories that fit a text, best first; empty if nothing fits well. */
export function proposeCategories(text: string, categories: readonly Category[], most = 4): Proposal[] {
  const weight = weights(categories)
  return categories
    .map((category) => ({ category, ...best(text, category, weight) }))
    .filter(({ score }) => score >= 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ category, because }) => ({ category, because }))
}

/** Categories whose name, group or everyday words contain what was typed; if none, those that come near. */
export function findCategories(typed: string, categories: readonly Category[]): Category[] {
  const query = typed.trim()
  if (!query) return []
  const holds = (term: string) => term.includes(query) || (term.length > 1 && query.includes(term))
  const exact = categories.filter((c) => termsOf(c).some(holds))
  if (exact.length > 0) return exact
  const groups = categories.filter((c) => c.group.includes(query))
  return groups.length > 0 ? groups : proposeCategories(query, categories).map((p) => p.category)
}

function best(text: string, category: Category, weight: Map<string, number>): { score: number; because: string } {
  let found = { score: 0, because: '' }
  for (const term of termsOf(category)) {
    const pairs = pairsOf(term)
    const hit = pairs.filter((pair) => text.includes(pair))
    if (hit.length === 0) continue
    const score = (hit.reduce((sum, pair) => sum + (weight.get(pair) ?? 0), 0) * hit.length) / pairs.length
    if (score > found.score) found = { score, because: longestShared(term, text) }
  }
  return found
}

/** "服务" and "管理" stand in many names and say little: a pair weighs one over the number of categories that have it. */
function weights(categories: readonly Category[]): Map<string, number> {
  const seen = new Map<string, number>()
  for (const category of categories) {
    for (const pair of new Set(termsOf(category).flatMap(pairsOf))) seen.set(pair, (seen.get(pair) ?? 0) + 1)
  }
  return new Map([...seen].map(([pair, times]) => [pair, 1 / times]))
}

const pairsOf = (term: string): string[] => Array.from({ length: Math.max(0, term.length - 1) }, (_, i) => term.slice(i, i + 2))

function longestShared(term: string, text: string): string {
  for (let length = term.length; length >= 2; length--) {
    for (let from = 0; from + length <= term.length; from++) {
      const piece = term.slice(from, from + length)
      if (text.includes(piece)) return piece
    }
  }
  return ''
}
