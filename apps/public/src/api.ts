/** Calls to the server, and what can go wrong with them in words for citizens. */
import type { Catalogue } from './catalogue.ts'

/** What became of a call that failed. `unknown` is the one where the server may have acted all the same. */
export type Outcome = 'refused' | 'unknown'

export class Failure extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly outcome: Outcome,
    readonly field?: string,
  ) {
    super(message)
  }
}

export interface Ticket {
  /** 编号 as the server writes it: 241108-0412. */
  number: string
  /** 查询码. */
  code: string
}

/** A request as its person may see it; every word in it is for citizens already. */
export interface Progress {
  number: string
  /** Where it stands, in a sentence. */
  said: string
  title: string
  content: string
  /** How many photos came with it. */
  photos: number
  /** What is still to come. */
  next?: string
  /** What happened so far, the latest first. */
  course: { at: number; text: string; words?: string }[]
  /** `earlier`: the answer of before, while the matter is handled again. */
  answer?: { text: string; at: number; earlier: boolean }
  rated?: { solved: boolean; satisfied: string }
  can: { urge: boolean; append: boolean; withdraw: boolean; rate: boolean }
}

export type Act = 'urge' | 'append' | 'withdraw' | 'rate'

export const loadCatalogue = () => call<Catalogue>('/api/public/catalogue', { method: 'GET' })
export const submit = (body: unknown, key: string) => call<{ number: string; queryCode: string }>('/api/public/requests', post(body, key))
export const follow = (ticket: Ticket) => call<Progress>('/api/public/follow', post(ticket))
export const act = (name: Act, body: unknown, key: string) => call<{ ok: true }>(`/api/public/requests/${name}`, post(body, key))

export const sendPhoto = ({ number, code }: Ticket, photo: Blob) =>
  call<{ ok: true }>(
    '/api/public/requests/photos',
    { method: 'POST', headers: { 'content-type': photo.type, 'x-number': number, 'x-code': code }, body: photo },
    PATIENCE_PHOTO,
  )

/** How long an answer may take, in ms; a photo takes its time on a slow network. */
const PATIENCE = 30_000
const PATIENCE_PHOTO = 180_000

const post = (body: unknown, key?: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
  body: JSON.stringify(body),
})

async function call<T>(url: string, init: RequestInit, patience = PATIENCE): Promise<T> {
  const stopper = new AbortController()
  const timer = setTimeout(() => stopper.abort(), patience)
  try {
    // Nobody signs in here; a cookie of the desk in the same browser must not come along.
    const answer = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store', signal: stopper.signal })
    const body: unknown = await answer.json()
    if (answer.ok) return body as T
    throw failed(answer.status, body)
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('网络中断，没有收到热线系统的回音。', 'network', 'unknown')
  } finally {
    clearTimeout(timer)
  }
}

function failed(status: number, body: unknown): Failure {
  const told = (body as { error?: { code?: string; message?: string; field?: string } } | null)?.error
  const code = told?.code ?? String(status)
  if (status >= 500) return new Failure('热线系统出了故障，没有办成。', code, 'unknown')
  return new Failure(told?.message ?? '没有办成，请稍后再试，或拨打 12345。', code, 'refused', told?.field)
}

export const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('本页出了故障，没有办成。', 'page', 'unknown')
