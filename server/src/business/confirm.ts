/**
 * Confirming what was assumed: the value (or another) with the document that states it, who confirmed it and when. It is published as
 * the next version like any change; orders that live under an earlier version keep that version's mark.
 */
import { lengthText } from '@huying/core/calendar'
import type { Source } from '@huying/core/kernel'
import { parsePack } from '@huying/core/policy/resolve'
import type { Length, Pack } from '@huying/core/policy/schema'
import { refuse } from '../errors.ts'
import { assumedIn, isMap, keyOf, valueKey } from './assumed.ts'

export interface Confirmation {
  /** Paths of `assumedIn`; a `value` replaces the one that stands there. */
  items: { path: string; value?: unknown }[]
  source: Source
  by: string
  /** '2024-11-08' */
  day: string
}
type Row = Record<string, unknown>

/** The pack with these values confirmed. Refuses what is not, or no longer, assumed, and a value where none can be typed. */
export function withConfirmed(pack: Pack, { items, source, by, day }: Confirmation): Pack {
  const open = new Map(assumedIn(pack).map((one) => [one.path, one]))
  const changed = items.reduce<Pack>((done, { path, value }) => {
    const line = open.get(path) ?? refuse('already', '这一项已经确认或不在现行版本中，请刷新后再看', { field: 'items' })
    if (value !== undefined && !line.typed)
      refuse('invalid', `“${line.label}”不能在这里修改，请在机制配置文件夹中修改后发布`, { field: 'value' })
    return replaced(done, path.split('/'), (row) => {
      const { assumed: _assumed, ...rest } = row
      const key = valueKey(row)
      return { ...rest, ...(value !== undefined && key ? { [key]: value, ...named(row, value) } : {}), source, confirmed: { by, day } }
    }) as Pack
  }, pack)
  if (parsePack(changed).ok) return changed
  const typed = items.filter(({ value }) => value !== undefined).map(({ path }) => `“${open.get(path)?.label}”`)
  return refuse('invalid', `${typed.join('、')}的新值不合要求，请核对数字和单位`, { field: 'value' })
}

/** 一般件办结 5 个工作日: a rule whose name says its length is called by the new one. */
function named({ label, limit }: Row, value: unknown): Row {
  if (typeof label !== 'string' || !isLength(limit) || !isLength(value)) return {}
  const [old, now] = [lengthText(limit), lengthText(value)]
  return { label: label.includes(old) ? label.replace(old, now) : `${label}（改为 ${now}）` }
}
const isLength = (value: unknown): value is Length => isMap(value) && typeof value.amount === 'number' && typeof value.unit === 'string'

/** A copy in which the row at the path is changed; everything else is the same. */
function replaced(node: unknown, [key, ...rest]: string[], change: (row: Row) => Row): unknown {
  if (key === undefined) return change(node as Row)
  if (Array.isArray(node)) return node.map((one: unknown, at) => (keyOf(one, at) === key ? replaced(one, rest, change) : one))
  return isMap(node) ? { ...node, [key]: replaced(node[key], rest, change) } : node
}
