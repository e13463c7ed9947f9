/** 适用范围: the areas of which an agreed answer may be valid for a matter at a place. */
import type { Policy } from '../policy/policy.ts'

/** The area of an entry that is the whole centre's (全域). */
export const WHOLE_AREA = 'all'

/** The place itself and every area that contains it, by the gazetteer and by the code (a community's 12 digits begin with its street's 9). */
export function areasAround(region: string, { pack }: Policy): string[] {
  const parents = new Map(pack.gazetteer.map(({ code, parent }) => [code, parent]))
  const out = new Set<string>()
  for (let code: string | undefined = region; code && !out.has(code); code = parents.get(code)) out.add(code)
  for (const { code } of pack.gazetteer) if (region.startsWith(code)) out.add(code)
  return [...out]
}
