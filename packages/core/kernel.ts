/**
 * The kernel: the few types that every rule of Huying is written in.
 *
 * Terminology (Chinese terms as shown on screen; the whole list is docs/glossary.md):
 * - an **event** says what was decided, so that folding it needs no rule and no clock;
 * - a **refusal** is a value: which rule stands against a command, where it comes from, what to do instead;
 * - an **actor** is one user acting in one post (岗位) at a time.
 */

declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Milliseconds since 1970-01-01 UTC. Facts carry instants; people read Beijing time. */
export type Instant = Brand<number, 'Instant'>
/** Days since 1970-01-01 in Beijing time (fixed +08:00, no summer time). Rules count in days. */
export type Day = Brand<number, 'Day'>

/** Where a rule is written: publisher, title, date and section of a document, or an assumption to be confirmed (默认，待确认). */
export interface Source {
  publisher?: string
  title?: string
  date?: string
  section?: string
  assumed?: boolean
}

export interface Actor {
  /** User id; `system` for timers and jobs; `citizen` for the public page. */
  user: string
  /** Post code of terms.md table 7 (岗位). */
  post: string
  /** The unit the post belongs to; the centre's own posts carry the centre's unit code. */
  unit: string
  name: string
}

/** One rule that stands against a command. `code` is stable for programs; `message` is the Chinese sentence for people. */
export interface Refusal {
  code: RefusalCode
  message: string
  field?: string
  source?: Source
  /** What can be done instead: the command's code and its button. */
  instead?: string
}

export type Decision<E> = { ok: true; events: E[] } | { ok: false; refusal: Refusal }
