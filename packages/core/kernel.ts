/**
 * The kernel: the few types that every rule of Huying is written in.
 *
 * Terminology (Chinese terms as on screen; the whole list is docs/glossary.md):
 * - an **event** says what was decided, so that folding it needs no rule and no clock;
 * - a **refusal** is a value: which rule stands against a command, where it is written, what to do instead;
 * - an **actor** is one user acting in one post (岗位) at a time;
 * - a **text** is a reference to what somebody wrote; events and rows never carry the words themselves.
 */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import type { Policy } from './policy/policy.ts'
import type { SourceSchema } from './policy/schema.ts'
import type { RefusalCode } from './refusal.ts'

declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Milliseconds since 1970-01-01 UTC. Facts carry instants; people read Beijing time. */
export type Instant = Brand<number, 'Instant'>
/** Days since 1970-01-01 in Beijing time (fixed +08:00, no summer time). Rules count in days. */
export type Day = Brand<number, 'Day'>

/** Where a rule is written: publisher, title, date and section of a document. */
export type Source = Static<typeof SourceSchema>

export interface Actor {
  /** User id; `system` for timers and jobs, `citizen` for the public page. */
  user: string
  /** Post code of the pack's `posts` (岗位). */
  post: string
  /** Unit the post belongs to; the centre's own posts carry the centre's unit. */
  unit: string
  name: string
  /** 外包人员: a list of commands is closed to them. */
  outsourced?: boolean
}

export const SYSTEM: Actor = { user: 'system', post: 'system', unit: '', name: '系统' }
/** Who writes without an account: on the public page, or in another system's file. */
export const CITIZEN: Actor = { user: 'citizen', post: 'citizen', unit: '', name: '诉求人' }

/** What somebody wrote, by reference. `masked` is set for personal values only and shows no identity. */
export interface TextRef {
  id: string
  /**
   * Of open text: keyed digest of what everybody may read; equal words have equal digests. Of a personal value: a commitment under the
   * value's own key, so two equal values have nothing in common, and an erased one cannot be guessed at.
   */
  digest: string
  /** Of open text that was masked: a commitment of the words as written. */
  proof?: string
  size: number
  masked?: string
}

export type PersonalKind = 'name' | 'phone' | 'address' | 'id' | 'mail' | 'free'

/** Input field whose words go to the text store: at the edge a string, inside a `TextRef`. */
export const OpenText = (title: string, max = 4000, min = 1) =>
  Type.Unsafe<TextRef>({ type: 'string', title, minLength: min, maxLength: max, text: 'open' })
/** Input field of a few plain words (上周日, 60 户): kept where it is, with personal numbers masked. */
export const PlainText = (title: string, max: number) => Type.Unsafe<string>({ type: 'string', title, maxLength: max, text: 'plain' })
/** Input field holding personal data: sealed in the text store, masked everywhere else. */
export const Personal = (kind: PersonalKind, title: string, max = 200) =>
  Type.Unsafe<TextRef>({ type: 'string', title, minLength: 1, maxLength: max, text: kind })

export interface Refusal {
  code: RefusalCode
  /** Chinese: what is wrong, which rule, what to do. */
  message: string
  field?: string
  source?: Source
  assumed?: boolean
  /** What can be done instead: `noun.command`. */
  instead?: string
  /** What somebody has to put in order first; opened as a task, once for the thing it is about. */
  owed?: OwedTask
}

/** A task that follows from a refusal: who must do what about which thing. */
export interface OwedTask {
  kind: string
  about: { noun: string; id: string }
  unit: string
  what: string
}

export type Decision<E> = { ok: true; events: E[] } | { ok: false; refusal: Refusal }

export const decided = <E>(...events: E[]): Decision<E> => ({ ok: true, events })
export const refused = (
  code: RefusalCode,
  message: string,
  more: Omit<Refusal, 'code' | 'message'> = {},
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, message, ...more },
})
/** A bar against a command: the refusal it would meet now, or nothing. */
export const bar = (code: RefusalCode, message: string, more: Omit<Refusal, 'code' | 'message'> = {}): Refusal => ({
  code,
  message,
  ...more,
})

/** What the shell fetched for a decision; never taken from a request's body. */
export interface Facts {
  /** People of the units concerned, by unit code (DISPATCH-21). */
  network?: Record<string, { leaders: number; handlers: number }>
  /** Numbers drawn for things that this command may open. */
  numbers?: Record<string, string>
  /** What the words of the input mention: codes of marks the pack proposes, and `alike`. */
  mentions?: string[]
  /** States of other aggregates that the command looks at, by id. */
  orders?: Record<string, { stage: string; number: string }>
  /** The commands that follow an answer quote these entries at these versions. */
  knowledge?: Record<string, number>
  /** Photographs and scans that the input cites, by id: whose order, which content. */
  attachments?: Record<string, { order: string; sha256: string; size: number }>
  /** Editions of the period a bulletin is closed for, and the last numbers that were given out. */
  editions?: EditionFacts
  /** The frozen row that an input names, with the units in whose figures it stands. */
  frozen?: { noun: string; id: string; number: string; order?: string; units: string[] }
  /** What does not add up in an edition: its figures against its rows, its rows against their hash, and identities. */
  differences?: { text: string; left: number; right: number }[]
  /** Personal data in the words of the input, which is going to be published. */
  personal?: { kind: string; from: number; to: number }[]
  /** Units in which the actor holds any post today. */
  holds?: string[]
  /**
   * Which texts that stand already say the same as a text of the input, by its id. Asked of what is sealed: commitments of equal words
   * differ, so only the shell, which has the words, can tell.
   */
  same?: Record<string, string[]>
  /** The request or order whose number an input names. */
  subject?: { id: string; number: string }
  /** 保全 that stand over the thing, over its orders or its person, or over whoever shares an order with it. */
  preserved?: { id: string; document: string }[]
  /** The disposal that an input names. */
  disposal?: DisposalFact
  /** Files of what is being erased, by id, where nobody else needs them. */
  contents?: string[]
  /** Users by id, with the units they work for. */
  users?: Record<string, { name: string; units: string[]; posts: string[]; outsourced: boolean }>
}

/** One period's editions as another command needs them, newest last, and the issue numbers given out so far. */
export interface EditionFacts {
  period: {
    id: string
    no: number
    stage: string
    cutoff: Instant
    sections: unknown
    granted: unknown
    issue?: { year: number; no: number; total: number }
  }[]
  inYear: number
  total: number
  /** The one in force of the period before. */
  previous?: { id: string; no: number; period: string }
}

/** What an erasure must know of the 到期清理 that it is part of. */
export interface DisposalFact {
  stage: string
  askedBy: { user: string }
  ruled?: { user: string; pass: boolean }
  parts: { kind: string; before: Instant }[]
}

export const FACT_KINDS = [
  ...(['numbers', 'mentions', 'network', 'users', 'knowledge', 'orders', 'attachments'] as const),
  ...(['editions', 'frozen', 'differences', 'personal', 'holds', 'same'] as const),
  ...(['contents', 'subject', 'preserved', 'disposal'] as const),
] as const
export type FactKind = (typeof FACT_KINDS)[number]

export interface Context {
  policy: Policy
  /** Version of the published pack that `policy` was compiled from. */
  version: number
  actor: Actor
  now: Instant
  facts: Facts
  /** Fresh ids for what the command opens, in order. */
  ids: () => string
}

export const NOUNS = ['contact', 'request', 'order', 'visit', 'task', 'edition', 'hold', 'disposal'] as const
export type Noun = (typeof NOUNS)[number]

/** Whose act a command is: the centre's, the unit's that holds the assignment, the level above it, the person's, the machine's. */
export type Side = 'centre' | 'unit' | 'parent' | 'person' | 'system'

export interface Command<S, E, I extends TSchema = TSchema> {
  noun: Noun
  name: string
  /** 按钮, 2–4 characters (terms.md 4). */
  button: string
  by: readonly Side[]
  input: I
  /** Creates the aggregate; there is no state yet. */
  creates?: true
  /** Facts the shell fetches before the decision. */
  needs?: readonly FactKind[]
  /** The command concerns one assignment of an order: `input.assignment` is its number. */
  onAssignment?: true
  /** Why it cannot be given now, whatever is typed in. What has no bar is offered, and `decide` refuses it only for its input. */
  bars(state: S, ctx: Context, assignment?: number): Refusal | undefined
  decide(state: S, input: Static<I>, ctx: Context): Decision<E>
}

/** A follow-up for another aggregate. Each event asks for it once; the shell keys it by the event. */
export interface Job {
  noun: Noun
  id: string
  command: string
  input: Record<string, unknown>
  /** Runs inside the same transaction: what may never be half done (register + open, merge, split). */
  inline?: boolean
}

/** A wake-up that an aggregate wants; the shell makes stored = wanted. */
export interface Timer {
  /** Unique within the aggregate. */
  key: string
  at: Instant
  command: string
  input: Record<string, unknown>
}

/** Figures one row adds: `day|dimension|key|figure` → amount. */
export type Contribution = Record<string, number>

export interface Event {
  type: string
}

/** One noun of the core: how it folds, what it wants, what follows, what it counts. */
export interface Aggregate<S, E extends Event> {
  noun: Noun
  commands: readonly Command<S, E>[]
  evolve(state: S | undefined, event: E, at: Instant): S
  timers(state: S, policy: Policy): Timer[]
  /** Jobs for other aggregates that one new event asks for, given the state after it. */
  jobs(state: S, event: E): Job[]
  contribution(state: S): Contribution
}

/** Exhaustiveness: a switch that forgets a case does not compile. */
export const never = (value: never): never => {
  throw new Error(`unhandled: ${JSON.stringify(value)}`)
}
