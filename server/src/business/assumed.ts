/**
 * 〔默认，待确认〕: every value of a pack that no document of the city states, with the name the schema gives it, where it stands in the
 * pack and how a person may type another.
 */
import { lengthText } from '@huying/core/calendar'
import { type Pack, PackSchema } from '@huying/core/policy/schema'
import type { TSchema } from '@sinclair/typebox'

/** How a value is typed; what has none is changed in the pack's folder. */
export type Typed = 'yesno' | 'number' | 'length' | 'text' | 'hours'

export interface Assumed {
  /** Where it stands: keys of maps, codes of rows. */
  path: string
  /** Part of the pack: 受理, 派发 … */
  part: string
  label: string
  value: string
  note?: string
  typed?: Typed
  /** The value as the pack has it, where it may be typed. */
  raw?: unknown
}

const PARTS: Readonly<Record<string, string>> = {
  city: '城市',
  calendar: '工作日历',
  kinds: '基础分类',
  categories: '事项',
  units: '承办单位',
  gazetteer: '地名',
  duties: '职责清单',
  deadlines: '时限',
  intake: '受理',
  dispatch: '派单',
  levels: '层级',
  reviews: '审核',
  returns: '退单',
  extensions: '延期',
  pauses: '暂停计时',
  handling: '办理',
  visit: '回访',
  signing: '签批',
  archive: '归档',
  retention: '保存期限',
  posts: '岗位',
  messages: '短信',
  outsourced: '外包人员',
  reveals: '查看号码',
  sessions: '登录',
  knowledge: '统一口径',
  exports: '导出',
  measures: '指标',
  onTimeAmong: '按时办结率',
  topTopics: '通报',
  topUnits: '通报',
  topTies: '通报',
}

type Map = Record<string, unknown>
export const isMap = (v: unknown): v is Map => typeof v === 'object' && v !== null && !Array.isArray(v)
/** A row of a list is known by its code; one without by its place. */
export const keyOf = (row: unknown, at: number) => (isMap(row) && typeof row.code === 'string' ? row.code : String(at))

export function assumedIn(pack: Pack): Assumed[] {
  const properties = (PackSchema as TSchema & { properties: Record<string, TSchema> }).properties
  return Object.entries(pack).flatMap(([key, value]) => walk(value, properties[key], { part: PARTS[key] ?? key, path: key, pack }))
}

interface Place {
  part: string
  path: string
  pack: Pack
}

function walk(value: unknown, schema: TSchema | undefined, at: Place): Assumed[] {
  const below = (key: string): Place => ({ ...at, path: `${at.path}/${key}` })
  if (Array.isArray(value)) return value.flatMap((one, i) => walk(one, schema?.items as TSchema | undefined, below(keyOf(one, i))))
  if (!isMap(value)) return []
  const own: Assumed[] = value.assumed === true ? [lineOf(value, schema, at)] : []
  if ('value' in value) return own
  const inner = Object.entries(value).flatMap(([key, one]) =>
    walk(one, (schema?.properties as Record<string, TSchema> | undefined)?.[key], below(key)),
  )
  return [...own, ...inner]
}

/** The member of a row or setting that is its value. */
export const valueKey = (row: Map) => ('value' in row ? 'value' : 'limit' in row ? 'limit' : undefined)

function lineOf(row: Map, schema: TSchema | undefined, { part, path, pack }: Place): Assumed {
  const label = schema?.title ?? textOf(row.name ?? row.label ?? row.clause ?? row.code ?? part)
  const note = typeof row.note === 'string' ? row.note : undefined
  const key = valueKey(row)
  const typed = key && typedAs((schema?.properties as Record<string, TSchema> | undefined)?.[key])
  const value = key ? choiceOf(row[key]) : ofRow(row, pack)
  return { path, part, label, value, note, ...(key && typed ? { typed, raw: row[key] } : {}) }
}

/** What a row without a value says: whose a duty is, what a matter or unit belongs to, what a post may do. */
function ofRow(row: Map, pack: Pack): string {
  const { units, categories } = pack
  const unit = (code: unknown) => units.find((u) => u.code === code)?.name ?? textOf(code)
  const category = (code: unknown) => categories.find((c) => c.code === code)?.name ?? textOf(code)
  if (row.category !== undefined) return `${category(row.category)} → ${row.gap ? '监管空白' : row.county ? '属地区县' : unit(row.unit)}`
  if (Array.isArray(row.commands)) return `可用操作 ${row.commands.length} 项`
  if (row.kind !== undefined && row.parent !== undefined) return `属${unit(row.parent)}`
  if (row.parent !== undefined) return `属“${category(row.parent)}”`
  if (row.proposedBy !== undefined) return `由系统建议：${textOf(row.proposedBy)}`
  return choiceOf(row.merge ?? row.mode ?? row.denominator ?? row.dutyPhone ?? '')
}

function typedAs(schema: TSchema | undefined): Typed | undefined {
  if (!schema) return undefined
  if (isMap(schema.properties) && 'amount' in schema.properties && 'unit' in schema.properties) return 'length'
  if (schema.type === 'boolean') return 'yesno'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'string') return 'text'
  const item = schema.items as TSchema | undefined
  return schema.type === 'array' && item?.type === 'array' && item.maxItems === 2 ? 'hours' : undefined
}

/** Words of the few values that are one of a closed list. */
const CHOICES: Readonly<Record<string, string>> = {
  reached: '已接通的',
  rated: '已作评价的',
  all: '全部回访的',
  first: '首次评价',
  last: '末次评价',
  visit: '回访',
  unit: '承办单位',
  name: '按名称拼音次序',
  code: '按代码次序',
  due: '本期到期的',
  dispatched: '转办工单',
  closed: '本期办结的',
  none: '不签批',
  screen: '在线签批',
  paper: '纸质签批',
  stand_in: '委托代签',
}
const choiceOf = (value: unknown) => (typeof value === 'string' ? (CHOICES[value] ?? value) : textOf(value))
const isHours = (value: unknown): value is [string, string][] =>
  Array.isArray(value) && value.length > 0 && value.every((span) => Array.isArray(span) && span.length === 2)

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (isHours(value)) return value.map((span) => span.join('–')).join('、')
  if (Array.isArray(value)) return value.map(textOf).join('、')
  if (!isMap(value)) return ''
  if (typeof value.amount === 'number' && typeof value.unit === 'string') return lengthText(value as never)
  return textOf(value.label ?? Object.values(value).map(textOf).join(' '))
}
