/** 诉求登记: what the agent fills in, which of it is still missing, and what is sent. */
import type { TextRef } from '@huying/core/kernel'
import { FACT_LABELS, missingFacts } from '@huying/core/request/input'
import { nowInstant } from './moments.ts'
import { readCount } from './count.ts'
import { sinceStored } from './since.ts'

export type Urgency = 'normal' | 'urgent' | 'major'

export interface Form {
  kind: 'person' | 'firm'
  sex?: 'male' | 'female'
  name: string
  company: string
  contactNumber: string
  content: string
  /** Undefined while it follows the content. */
  title?: string
  region?: string
  place: string
  room: string
  since: string
  affected: string
  alike: string
  /** The content or the server says that others have the same trouble. */
  askAlike: boolean
  wants: string
  type?: string
  category?: string
  urgency?: Urgency
  /** 上级平台时限, Beijing time as 2024-11-08T18:00; only for what a superior platform handed down. */
  superiorDue?: string
  share?: boolean
  confidential: boolean
  marks: string[]
  /** What the matter asks for beyond the common list, by the fact's code: 商家名称, 车牌号. */
  facts: Record<string, string>
}

export const EMPTY_FORM: Form = {
  kind: 'person',
  name: '',
  company: '',
  contactNumber: '',
  content: '',
  place: '',
  room: '',
  since: '',
  affected: '',
  alike: '',
  askAlike: false,
  wants: '',
  confidential: false,
  marks: [],
  facts: {},
}

/** Fields of the form that a missing fact or a refusal leads to. */
export type FieldKey =
  | 'name'
  | 'company'
  | 'contactNumber'
  | 'content'
  | 'title'
  | 'region'
  | 'place'
  | 'room'
  | 'since'
  | 'affected'
  | 'alike'
  | 'wants'
  | 'type'
  | 'category'
  | 'urgency'
  | 'superiorDue'
  | 'share'
  | `facts.${string}`

export const fieldId = (key: FieldKey) => `ik-${key}`

/** Facts by the pack's code, and the field that holds each. */
const FIELD_OF: Readonly<Record<string, FieldKey>> = {
  place: 'region',
  since: 'since',
  content: 'content',
  affected: 'affected',
  wants: 'wants',
  contact: 'contactNumber',
  urgent: 'urgency',
  alike: 'alike',
  share: 'share',
  households: 'affected',
}

const fieldOfFact = (code: string, form: Form): FieldKey =>
  FIELD_OF[code] ?? (code === 'firm' && form.kind === 'firm' ? 'company' : `facts.${code}`)

/** Facts the matter asks for that have no field of their own. */
export const extraFacts = (form: Form, requires: readonly string[]): string[] =>
  requires.filter((code) => fieldOfFact(code, form) === `facts.${code}`)

/** The field an error of the server is about: `requester.name`, `place.text`, `since`. */
export function fieldOf(path: string | undefined): FieldKey | undefined {
  const parts = (path ?? '').split('.').filter(Boolean)
  if (parts[0] === 'place' && parts[1]) return parts[1] === 'text' ? 'place' : parts[1] === 'room' ? 'room' : 'region'
  if (parts[0] === 'facts' && parts[1]) return `facts.${parts[1]}`
  const last = parts[0] === 'requester' ? parts[1] : parts[0]
  if (last === 'callNumber') return 'contactNumber'
  if (last === 'shareNumber') return 'share'
  if (last && last in FIELD_OF) return FIELD_OF[last]
  return KEYS.find((key) => key === last)
}
const KEYS: readonly FieldKey[] = ['name', 'company', 'contactNumber', 'content', 'title', 'type', 'category', 'urgency', 'superiorDue']

const LONGEST_TITLE = 40

/** First clauses of the content, as far as they make a title. */
export function autoTitle(content: string): string {
  const clauses = content.trim().split(/[，。；！？,;!?\n]/)
  let title = ''
  for (const clause of clauses) {
    const next = title ? `${title}，${clause.trim()}` : clause.trim()
    if (next.length > LONGEST_TITLE) return title || next.slice(0, LONGEST_TITLE)
    title = next
    if (title.length >= 8) return title
  }
  return title
}

export const titleOf = (form: Form) => (form.title ?? autoTitle(form.content)).trim()

export interface Missing {
  key: FieldKey
  id: string
  label: string
}

const text = (value: string): TextRef | undefined => (value.trim() ? { id: '', digest: '', size: value.trim().length } : undefined)

const factsOf = (form: Form) =>
  Object.fromEntries(Object.entries(form.facts).flatMap(([code, said]) => (said.trim() ? [[code, said.trim()]] : [])))

/** Type and matter always, content always, then what the type and the matter require, by the rule that the server applies. */
export function missingOf(
  form: Form,
  callNumber: string,
  required: readonly string[],
  labels: Readonly<Record<string, string>>,
): Missing[] {
  const facts = missingFacts([...required, ...(form.askAlike ? ['alike'] : [])], {
    place: { region: form.region, text: text(form.place) },
    since: form.since.trim() || undefined,
    affected: readCount(form.affected),
    alike: readCount(form.alike),
    wants: text(form.wants),
    requester: {
      kind: form.kind,
      contactNumber: text(form.contactNumber),
      callNumber: text(callNumber),
      company: form.kind === 'firm' ? form.company.trim() || undefined : undefined,
    },
    urgency: form.urgency,
    shareNumber: form.share,
    confidential: form.confidential,
    facts: Object.fromEntries(Object.entries(factsOf(form)).map(([code, said]) => [code, { id: '', digest: '', size: said.length }])),
  })
  const fact = (code: string): Missing => {
    const key = fieldOfFact(code, form)
    return { key, id: fieldId(key), label: SHORT[code] ?? labels[code] ?? FACT_LABELS[code] ?? code }
  }
  const plain = (key: FieldKey, label: string): Missing => ({ key, id: fieldId(key), label })
  return [
    ...(form.content.trim() ? [] : [plain('content', '内容')]),
    ...facts.map(fact),
    ...(form.content.trim() && !titleOf(form) ? [plain('title', '标题')] : []),
    ...(form.type ? [] : [plain('type', '诉求类型')]),
    ...(form.category ? [] : [plain('category', '事项')]),
  ]
}
/** On panes that show type and matter themselves: the rest, which for a consultation is the story alone, so it is told once the type is known. */
export const missingElsewhere = ({ type }: Form, missing: readonly Missing[]): Missing[] =>
  missing.filter(({ key }) => key !== 'type' && key !== 'category' && (type !== undefined || key === 'content' || key === 'title'))

/** Where the field itself says it shorter. */
const SHORT: Readonly<Record<string, string>> = {
  affected: '影响户数',
  households: '影响户数',
  alike: '同样情况',
  contact: '联系号码',
  urgent: '紧急程度',
  share: '是否提供号码',
}

export type Outcome =
  | { how: 'forward'; into?: string }
  | { how: 'answer'; text: string; knowledge: string[] }
  | { how: 'refuse'; reason: string; told: string; note?: string }
  | { how: 'transfer'; to: string; note?: string }

export interface CallOf {
  channel: string
  number: string
  contact?: string
  /** Code of the merged line that was dialled. */
  line?: string
}

const some = (value: string) => value.trim() || undefined

/** What was picked is a moment in Beijing. */
export const superiorDueOf = ({ superiorDue }: Form) => (superiorDue ? Date.parse(`${superiorDue}:00+08:00`) : undefined)

/** The body of POST /api/requests. */
export function registerBody(form: Form, call: CallOf, outcome: Outcome) {
  const place = { region: form.region, text: some(form.place), room: some(form.room) }
  return {
    channel: call.channel,
    line: call.line,
    contact: call.contact,
    requester: {
      kind: form.kind,
      name: some(form.name),
      sex: form.kind === 'person' ? form.sex : undefined,
      callNumber: some(call.number),
      contactNumber: some(form.contactNumber),
      company: form.kind === 'firm' ? some(form.company) : undefined,
    },
    confidential: form.confidential,
    shareNumber: form.confidential ? false : form.share,
    type: form.type,
    category: form.category,
    title: titleOf(form),
    content: form.content.trim(),
    place: place.region || place.text || place.room ? place : undefined,
    since: sinceStored(form.since, nowInstant()),
    affected: readCount(form.affected),
    alike: form.askAlike ? readCount(form.alike) : undefined,
    wants: some(form.wants),
    facts: Object.keys(factsOf(form)).length > 0 ? factsOf(form) : undefined,
    urgency: form.urgency,
    superiorDue: superiorDueOf(form),
    marks: form.marks.length > 0 ? form.marks.map((kind) => ({ kind })) : undefined,
    outcome,
  }
}

/** Whether anything was written that would be a loss; who speaks is carried over from one matter to the next and is no matter itself. */
export const isWritten = (form: Form) =>
  [form.content, form.place, form.room, form.since, form.affected, form.wants, ...Object.values(form.facts)].some(
    (value) => value.trim() !== '',
  ) ||
  form.type !== undefined ||
  form.category !== undefined
