/** From a row of somebody else's table to the fields of a request: by the names of its columns, or by a mapping file. */
import { readFile } from 'node:fs/promises'
import { DAY } from '@huying/core/calendar'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { parse } from 'yaml'
import type { SourceRow } from './rows.ts'

const FIELDS = [
  'key',
  'title',
  'content',
  'at',
  'closedAt',
  'superiorDue',
  'name',
  'phone',
  'place',
  'region',
  'type',
  'category',
  'channel',
  'reply',
  'lng',
  'lat',
] as const
export type Field = (typeof FIELDS)[number]

export const MappingSchema = Type.Object(
  {
    /** Name of the source system; with each row's key it makes the import harmless twice. */
    source: Type.String({ minLength: 1 }),
    /** Offset of the source's clock: '+08:00' for Beijing. */
    timeZone: Type.String({ pattern: '^[+-]\\d{2}:\\d{2}$', default: '+08:00' }),
    columns: Type.Record(Type.String(), Type.String()),
    constants: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** What the source calls a thing → our code: { category: { 街道照明: urban.lighting } }. */
    words: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
  },
  { additionalProperties: false },
)
export type Mapping = Static<typeof MappingSchema>

/** Heads under which these fields are usually found. */
const HEADS: Record<Field, string[]> = {
  key: ['编号', '诉求编号', '工单编号', '流水号', 'id', 'msg_id', 'mail_id', 'case_enquiry_id'],
  title: ['标题', '主题', '诉求标题', 'title', 'case_title'],
  content: ['内容', '诉求内容', '反映内容', '问题描述', 'content', 'body', 'query', 'description'],
  at: ['受理时间', '来电时间', '登记时间', '时间', 'time', 'asked_at', 'query_date', 'open_dt', 'created_at'],
  closedAt: ['办结时间', '答复时间', 'closed_dt', 'replied_at', 'reply_date'],
  superiorDue: ['上级平台时限', '上级时限', '上级要求办结时间', '上级截止时间'],
  name: ['姓名', '诉求人', '来电人', 'user', 'name'],
  phone: ['电话', '来电号码', '联系电话', '联系号码', 'phone'],
  place: ['地点', '地址', '发生地点', 'location', 'address'],
  region: ['区划代码', '所在区域', 'region'],
  type: ['诉求类型', '类型', 'request_type'],
  category: ['事项', '类别', 'category', 'label'],
  channel: ['来源', '来源渠道', '渠道', 'channel'],
  reply: ['答复', '答复内容', '回复', 'reply'],
  lng: ['经度', 'longitude', 'lng'],
  lat: ['纬度', 'latitude', 'lat'],
}

export async function readMapping(file: string): Promise<Mapping> {
  const raw: unknown = Value.Default(MappingSchema, parse(await readFile(file, 'utf8')))
  if (Value.Check(MappingSchema, raw)) return raw
  const [fault] = [...Value.Errors(MappingSchema, raw)]
  throw new Error(`对照文件有误：${fault?.path ?? ''} ${fault?.message ?? ''}`)
}

/** The mapping that the heads of a file suggest. */
export function guessMapping(source: string, heads: string[]): Mapping {
  const lower = new Map(heads.map((h) => [h.trim().toLowerCase(), h]))
  const columns = Object.fromEntries(
    FIELDS.flatMap((field) =>
      HEADS[field].flatMap((h) => (lower.has(h.toLowerCase()) ? [[field, lower.get(h.toLowerCase()) ?? '']] : [])).slice(0, 1),
    ),
  )
  return { source, timeZone: '+08:00', columns }
}

/** The row's values by field; words of the source turned into codes, constants filled in. */
export function mapped(row: SourceRow, mapping: Mapping): Partial<Record<Field, string>> {
  const out: Partial<Record<Field, string>> = {}
  for (const field of FIELDS) {
    const column = mapping.columns[field]
    const value = column ? row.cells[column]?.trim() : undefined
    const coded = value && mapping.words?.[field] ? (mapping.words[field][value] ?? mapping.constants?.[field] ?? value) : value
    const given = coded || mapping.constants?.[field]
    if (given) out[field] = given
  }
  return out
}

/** A deadline; a bare day holds to its end, as due times do. */
export function dueOf(text: string | undefined, zone: string): number | undefined {
  const at = timeOf(text, zone)
  return at === undefined || /\d:\d/.test(text ?? '') ? at : at + DAY - 1
}

/** '2011-07-01 01:32:33', '2019/1/5 9:20', '2022年5月10日' in the source's zone; undefined when it is no time. */
export function timeOf(text: string | undefined, zone: string): number | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?/.exec(text?.trim() ?? '')
  if (!found) return undefined
  const [, y, mo, d, h = '0', mi = '0', s = '0'] = found
  const two = (n: string | undefined) => (n ?? '0').padStart(2, '0')
  const at = Date.parse(`${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}${zone}`)
  return Number.isNaN(at) ? undefined : at
}
