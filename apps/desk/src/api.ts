/** How pages speak with the server: JSON, the session's token, one idempotency key per act of the user, errors as sentences. */
import type { Source } from '@huying/core/kernel'
import type { ErrorLineProps } from '@huying/ui'
import { commandWord } from './words.ts'

/** What the server says when it refuses; server/src/errors.ts. */
export interface ErrorBody {
  code: string
  message: string
  /** The input it concerns, for instance `items.0.unit`. */
  field?: string
  /** Where the rule is written. */
  source?: Source
  /** The rule is our assumption; the city has not confirmed it. */
  assumed?: boolean
  /** What can be done instead: `order.pause`. */
  instead?: string
}

export class ApiError extends Error {
  readonly code: string
  readonly field?: string
  readonly source?: Source
  readonly assumed?: boolean
  readonly instead?: string

  constructor(
    body: ErrorBody,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
  ) {
    super(body.message)
    this.code = body.code
    this.field = body.field
    this.source = body.source
    this.assumed = body.assumed
    this.instead = body.instead
  }
}

/** No answer, or a server that is itself in trouble: nothing was said of what was asked, and the same may be sent again. */
export const isAway = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status >= 500)

const NO_NETWORK: ErrorBody = { code: 'network', message: '网络中断，没有送到服务器；内容保留在本页，请稍后重试' }
const NO_SENSE: ErrorBody = { code: 'fault', message: '服务器没有正常答复，内容保留在本页，请稍后重试' }

let csrf = ''
/** The session's token, sent with every change. */
export function setCsrf(token: string) {
  csrf = token
}

const listeners = new Set<() => void>()
/** Called when the server no longer knows who we are. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(url, { credentials: 'same-origin', ...init })
  } catch {
    throw new ApiError(NO_NETWORK, 0)
  }
  const body = (await answer.json().catch(() => undefined)) as unknown
  if (answer.ok) return body as T
  const told = (body as { error?: ErrorBody } | undefined)?.error ?? NO_SENSE
  if (told.code === 'not_signed_in') for (const listener of listeners) listener()
  throw new ApiError(told, answer.status)
}

/** Saves a file of the server under the name it gives; a refusal is thrown as elsewhere. */
export async function download(url: string, params: Params = {}): Promise<void> {
  const answer = await fetch(withQuery(url, params), { credentials: 'same-origin' }).catch(() => {
    throw new ApiError(NO_NETWORK, 0)
  })
  if (!answer.ok) {
    const told = ((await answer.json().catch(() => undefined)) as { error?: ErrorBody } | undefined)?.error ?? NO_SENSE
    throw new ApiError(told, answer.status)
  }
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name ? decodeURIComponent(name) : ''
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export type Params = Readonly<Record<string, string | number | undefined>>

/** `/api/orders/unit/working?q=…`; empty values are left out. */
export function withQuery(url: string, params: Params = {}): string {
  const given = Object.entries(params).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, String(value)]]))
  return given.length === 0 ? url : `${url}?${new URLSearchParams(given).toString()}`
}

export function get<T>(url: string, params?: Params, signal?: AbortSignal): Promise<T> {
  return ask<T>(withQuery(url, params), { signal, headers: { accept: 'application/json' } })
}

/** Acts that may have reached the server though no answer came; the same act sent again carries the same key. */
const unsettled = new Map<string, string>()

/** One act of the user. A retry of the same act with the same content is done at most once. */
export async function post<T>(url: string, body: unknown = {}): Promise<T> {
  const text = JSON.stringify(body)
  const act = `${url} ${text}`
  const key = unsettled.get(act) ?? newKey()
  unsettled.set(act, key)
  try {
    const headers = { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf, 'idempotency-key': key }
    const answer = await ask<T>(url, { method: 'POST', headers, body: text })
    unsettled.delete(act)
    return answer
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500) unsettled.delete(act)
    throw error
  }
}

/** One file, as it is; the answer is JSON. */
export function upload<T>(url: string, params: Params, file: File): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': file.type, 'x-csrf-token': csrf }
  return ask<T>(withQuery(url, params), { method: 'POST', headers, body: file })
}

/** crypto.randomUUID needs https; county offices often have plain http inside their network. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** 《办理规则》第 9 条, with the publisher where there is no title; said to be our default where nobody has confirmed it. */
export function ruleText(source: Source | undefined, assumed: boolean | undefined): string | undefined {
  const { publisher, title, section, number } = source ?? {}
  const text = `${title ? `《${title}》` : (publisher ?? '')}${number ? `（${number}）` : ''}${section ?? ''}`
  if (text) return assumed ? `${text}（默认值，待本市确认）` : text
  return assumed ? '系统默认规则，待本市确认' : undefined
}

/** A refusal of the server as the error line shown at its place. */
export function refusalLine({ message, source, assumed, instead, code }: Omit<ErrorBody, 'field'>): ErrorLineProps {
  const word = instead && commandWord(instead)
  const todo = word && !message.includes(word) ? `可改为“${word}”` : undefined
  return { what: message, rule: ruleText(source, assumed), todo, code }
}

/** Any thrown thing as the error line shown at its place. */
export function errorLine(error: unknown): ErrorLineProps {
  return error instanceof ApiError ? refusalLine(error) : { what: '页面出了故障，请刷新后重试', code: 'page' }
}

export type BatchAnswer = { results: { id: string; ok: boolean; error?: ErrorBody }[] }

/** The same command on many things; each row goes through or is refused by itself. */
export function postBatch(noun: 'order' | 'visit' | 'request', command: string, items: { id: string; input: object }[]) {
  return post<BatchAnswer>('/api/batch', { noun, command, items })
}
