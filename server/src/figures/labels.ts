/** What the keys of a query are called and where they stand, by the version of the pack that it is asked by. */
import { DISPOSITIONS } from '@huying/core/contact/state'
import { keyAt, type Tree, treeOf } from '@huying/core/measure/tree'
import type { Policy } from '@huying/core/policy/policy'
import type { Shell } from '../shell/shell.ts'
import type { Query } from './query.ts'

export interface Labels {
  name(key: string): string
  /** The key of the level asked for, under which a recorded key stands. */
  at(key: string): string
  /** Recorded keys that stand under a key, as far as the pack knows them. */
  under(key: string): string[]
  /** Whether the keys are parts of a whole: a request may bear several marks. */
  parts: boolean
}

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  medium: { phone: '电话', online: '网上', counter: '窗口', transfer: '转来' },
  disposition: { ...DISPOSITIONS, missed: '未接', none: '没有处置结果' },
}
const UNNAMED: Readonly<Record<string, string>> = { unit: '尚无承办单位' }

export async function labelsOf(
  shell: Shell,
  centre: string,
  policy: Policy,
  { by, and, level }: Pick<Query, 'by' | 'and' | 'level'>,
): Promise<Labels> {
  const current = (await shell.packs.current(centre)).policy
  const dimensions = and ? [by, and] : [by]
  const people = dimensions.includes('agent') ? await peopleOf(shell, centre) : {}
  const words = (dimension: string) => (dimension === 'agent' ? people : WORDS[dimension])
  const trees = dimensions.map((dimension) => ({
    tree: treeOf(policy, dimension, words(dimension)),
    // A code that this version did not have yet, or has no more.
    other: treeOf(current, dimension, words(dimension)),
  }))
  const one = (key: string, { tree, other }: { tree: Tree; other: Tree }) => tree.name(key) ?? other.name(key) ?? key
  // Only the first dimension is rolled up: what it is crossed with is shown as recorded.
  const levels = dimensions.map((_, i) => (i === 0 ? level : ('own' as const)))
  const split = (key: string) => (dimensions.length === 1 ? [key] : key.split('~'))
  return {
    name: (key) =>
      key === ''
        ? (UNNAMED[by] ?? '未注明')
        : split(key)
            .map((part, i) => one(part, trees[i] as (typeof trees)[number]))
            .join(' · '),
    at: (key) =>
      split(key)
        .map((part, i) => keyAt(part, levels[i] ?? 'own', (trees[i] as (typeof trees)[number]).tree))
        .join('~'),
    under: (key) => {
      const [first] = trees
      if (level === 'own' || !first) return [key]
      const known = codesOf(policy, by).filter((code) => keyAt(code, level, first.tree) === key)
      return [...new Set([key, ...known])]
    },
    parts: !dimensions.includes('mark'),
  }
}

function codesOf({ pack }: Policy, dimension: string): string[] {
  if (dimension === 'category') return pack.categories.map((c) => c.code)
  if (dimension === 'unit') return pack.units.map((u) => u.code)
  if (dimension === 'region') return pack.gazetteer.map((p) => p.code)
  return dimension === 'type' ? pack.kinds.types.map((t) => t.code) : []
}

async function peopleOf({ pool }: Shell, centre: string): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ user: string; name: string }>('select user_id::text as user, name from person where centre_id = $1', [
    centre,
  ])
  return Object.fromEntries(rows.map(({ user, name }) => [user, name]))
}
