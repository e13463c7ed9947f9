/** 〔默认，待确认〕: every value of a pack that no document of the city states, with the name the schema gives it. */
import { lengthText } from '@huying/core/calendar'
import { type Pack, PackSchema } from '@huying/core/policy/schema'
import type { TSchema } from '@sinclair/typebox'

export interface Assumed {
  /** Part of the pack: 受理, 派发 … */
  part: string
  label: string
  value: string
  note?: string
}

const PARTS: Readonly<Record<string, string>> = {
  city: '城市',
  calendar: '工作日历',
  kinds: '类别',
  categories: '事项',
  units: '承办单位',
  gazetteer: '地名',
  duties: '职责清单',
  deadlines: '时限',
  intake: '受理',
  dispatch: '派单',
  levels: '层级',
  returns: '退单',
  extensions: '延期',
  pauses: '暂停计时',
  handling: '办理',
  visit: '回访',
  signing: '签批',
  archive: '归档',
  posts: '岗位',
  outsourced: '外包人员',
  reveals: '查看号码',
  exports: '导出',
  measures: '指标',
  onTimeAmong: '按时办结率',
  topTopics: '通报',
  topUnits: '通报',
}

type Map = Record<string, unknown>
const isMap = (v: unknown): v is Map => typeof v === 'object' && v !== null && !Array.isArray(v)

export function assumedIn(pack: Pack): Assumed[] {
  const properties = (PackSchema as TSchema & { properties: Record<string, TSchema> }).properties
  return Object.entries(pack).flatMap(([key, value]) => walk(value, properties[key], PARTS[key] ?? key))
}

function walk(value: unknown, schema: TSchema | undefined, part: string): Assumed[] {
  if (Array.isArray(value)) return value.flatMap((one) => walk(one, schema?.items as TSchema | undefined, part))
  if (!isMap(value)) return []
  const own: Assumed[] = value.assumed === true ? [lineOf(value, schema, part)] : []
  if ('value' in value) return own
  const inner = Object.entries(value).flatMap(([key, one]) =>
    walk(one, (schema?.properties as Record<string, TSchema> | undefined)?.[key], part),
  )
  return [...own, ...inner]
}

function lineOf(value: Map, schema: TSchema | undefined, part: string): Assumed {
  const label = schema?.title ?? textOf(value.label ?? value.name ?? value.clause ?? value.code ?? part)
  const note = typeof value.note === 'string' ? value.note : undefined
  return { part, label, value: textOf('value' in value ? value.value : (value.limit ?? '')), note }
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(textOf).join('、')
  if (!isMap(value)) return ''
  if (typeof value.amount === 'number' && typeof value.unit === 'string') return lengthText(value as never)
  return textOf(value.label ?? Object.values(value).map(textOf).join(' '))
}
