/** What the intake page asks the server. Personal data stays in memory: query keys and answers are dropped when the call is over. */
import type { CountOf } from '@huying/core/place'
import { get, post } from '../api.ts'
import type { Form } from './form.ts'
import type { RunningClock } from './moments.ts'

/** One request of the caller, as POST /api/callers/find lists it. */
export interface Matter {
  id: string
  number: string
  title: string
  stage: string
  category?: string
  type?: string
  registeredAt: number
  closedAt?: number
  answerBy?: RunningClock & { provisional?: boolean }
  unit?: string
  urges?: number
  rounds?: number
  /** Public text of the answer, once there is one. */
  reply?: string
  outcome?: { solved?: string; satisfied?: string; good?: boolean }
}

export interface CallerFound {
  name?: string
  calls90: number
  open: Matter[]
  closed: Matter[]
}

export const findCaller = (number: string) => post<CallerFound>('/api/callers/find', { number })

/** What the page alone needs of the city's configuration; server/src/intake/settings.ts. */
export interface Settings {
  wrapSeconds: { consult: number; order: number }
  parked: number
  parkedWarnMinutes: number
  greetings: { until: string; text: string }[]
  /** Words of the facts by code: merchant → 商家名称. */
  facts: Record<string, string>
  emergency: { number: string; label: string }[]
  lines: { code: string; number: string; label: string }[]
}
export const readSettings = () => get<Settings>('/api/intake/settings')

/** The merged hotline that was dialled and who ran it before (原热线、原主管). */
export interface Hotline {
  code: string
  label: string
  number?: string
  ownerName?: string
}
/** A call that rings, or one of mine that has no result yet. */
export interface LineCall {
  id: string
  stage: 'ringing' | 'open'
  channel: string
  number?: string
  line?: Hotline
  byTelephone: boolean
  startedAt: number
  answeredAt?: number
  settled: boolean
}
export const readLine = () => get<LineCall[]>('/api/contacts/line')
export const answerContact = (contact: string) => post<Opened>(`/api/contacts/${contact}/answer`).then(({ id }) => id)

/** What the words of a story point to; server/src/intake/reading.ts. */
export interface Reading {
  categories: { code: string; name?: string; words: string[]; group: string[] }[]
  marks: { code: string; label: string; group: string; words: string[] }[]
  alike?: { required: boolean; count?: CountOf; text?: string }
}
export const readStory = (text: string) => post<Reading>('/api/intake/read', { text })

/** 无答案: becomes a task of the unit that owns the matter. */
export const reportGap = (question: string, category: string | undefined) =>
  post<{ unitName: string }>('/api/knowledge/unanswered', { question, category })

interface Opened {
  id: string
}
export const openContact = (channel: string, number: string) =>
  post<Opened>('/api/contacts', { channel, number: number || undefined }).then(({ id }) => id)

export const finishContact = (contact: string, disposition?: string) => post(`/api/contacts/${contact}/finish`, { disposition })

export interface Registered {
  id: string
  queryCode?: string
  view: { state: { number: string; stage: string; answerBy?: RunningClock } }
}
export const registerRequest = (body: object) => post<Registered>('/api/requests', body)

export interface Offer {
  command: string
}
export interface Barred extends Offer {
  refusal: { message: string; instead?: string }
}
export interface MatterState {
  number: string
  title: string
  stage: string
  rounds: number
  answerBy?: RunningClock
  links: { order: string; to?: number }[]
  urges: unknown[]
  reply?: { text: string; unit: string }
  answer?: { text: string }
  refusal?: { told: string }
  transfer?: { to: string }
}
export interface RequestView {
  open: Offer[]
  barred: Barred[]
  state: MatterState
}
export const readRequest = (id: string) => get<RequestView>(`/api/requests/${id}`)
export const actOn = (id: string, command: string, input: object) => post<{ view: RequestView }>(`/api/requests/${id}/${command}`, input)

interface AssignmentSeen {
  round: number
  role: string
  unit: string
  contacts: { at: number; result: string }[]
  progress: { at: number; text: string; tell: boolean }[]
}
export interface OrderSeen {
  state: {
    stage: string
    number: string
    type: string
    title: string
    openedAt: number
    category: string
    proposal?: { unit?: string }
    assignments: AssignmentSeen[]
  }
  /** The voices on the order, without names and numbers. */
  members: { place?: { region?: string }; since?: string; wants?: string }[]
}
export const readOrder = (id: string) => get<OrderSeen>(`/api/orders/${id}`)

export interface Preview {
  unit?: { code: string; name: string }
  why?: string
  clause?: string
  source?: { publisher?: string; title?: string; date?: string; section?: string }
  assumed?: boolean
  due?: number
  dueText?: string
  provisional?: boolean
  dueWhy?: string[]
  dueSource?: { title?: string; section?: string }
  /** Codes of facts this matter asks for. */
  requires?: string[]
}
export interface PreviewAsk {
  type: string
  category: string
  region?: string
  urgency?: string
  affected?: number
  firm?: boolean
  superiorDue?: number
}
export const askPreview = (ask: PreviewAsk) => post<Preview>('/api/intake/preview', ask)

export interface NearbyOrder {
  id: string
  number: string
  title: string
  unit: string | null
  members: number
  opened_at: number
}
export const findNearby = (category: string, region?: string) => get<NearbyOrder[]>('/api/orders/nearby', { category, region })

export interface Knowledge {
  code: string
  version: number
  title: string
  category?: string | null
  agentText: string
  citizenText: string
  unitName?: string
  area: string
  /** Valid for the place of this matter in particular. */
  here: boolean
  source?: { publisher?: string; title?: string; date?: string } | null
  updatedAt: number
}
export const findKnowledge = (ask: { q?: string; category?: string; region?: string }) =>
  get<{ rows: Knowledge[] }>('/api/knowledge', ask).then(({ rows }) => rows)

interface RequestRow {
  id: string
  number: string
  title: string
  stage: string
  category: string
  registered_at: number
}
/** Requests by the number that a caller states (对方报出的编号). */
export const findByNumber = (q: string): Promise<Matter[]> =>
  get<{ rows: RequestRow[] }>('/api/requests', { q, limit: 5 }).then(({ rows }) =>
    rows.map((row) => ({ ...row, registeredAt: row.registered_at })),
  )

export interface LifeEntry {
  at: number
  what: string
}
/** What was prepared to be said: 当场答复, 不予受理, 转接. */
export interface ReplyDraft {
  text: string
  knowledge: { code: string; title: string }[]
  reason?: string
  told: string
  to: string
  note: string
}
/** What is parked: the form, the call it came from, and the timed notes of a danger to life. */
export interface DraftBody {
  form: Form
  origin?: Origin
  life?: LifeEntry[]
  reply?: ReplyDraft
}
export interface Origin {
  contact?: string
  number: string
  channel: string
  startedAt: number
  hotline?: Hotline
  /** Something was recorded in the call, so it needs no disposition by hand. */
  settled?: boolean
}
export interface Draft {
  id: string
  label: string
  savedAt: number
  /** Null for a form that was being written when its page went away. */
  parkedAt: number | null
  body: DraftBody
}
export const listDrafts = () => get<Draft[]>('/api/drafts')
export const saveDraft = (draft: { id?: string; label: string; body: DraftBody; parked: boolean }) =>
  post<{ id: string; savedAt: number }>('/api/drafts', draft)

/** api.ts has no DELETE yet. */
export async function dropDraft(id: string, csrf: string): Promise<void> {
  await fetch(`/api/drafts/${id}`, { method: 'DELETE', credentials: 'same-origin', headers: { 'x-csrf-token': csrf } })
}
