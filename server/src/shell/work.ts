/**
 * A unit of work: everything that one command, or a batch of jobs, changes in however many aggregates. Follow-ups that may never be
 * half done (`inline`) are decided inside it; the others become jobs in the same statement and run at once after it.
 */
import { barOf, type Parties } from '@huying/core/access/permit'
import { concerned, type Edition } from '@huying/core/bulletin/state'
import type { Erased } from '@huying/core/erase'
import { type Actor, bar, type Command, type Context, type Event, type Instant, type Noun, type Refusal } from '@huying/core/kernel'
import { AGGREGATES, commandOf } from '@huying/core/nouns'
import { partiesOf } from '@huying/core/order/parties'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { inScope } from '../access.ts'
import { isUuid, ts } from '../db.ts'
import { freshId } from '../id.ts'
import { messagesOf, type QueuedMessage } from '../message/queue.ts'
import { chained, type Happened, headOf, streamOf } from '../seal/chain.ts'
import { absorb, type StoredText, takesWords } from '../text/absorb.ts'
import { knownPeople } from '../text/known.ts'
import { lookupColumns } from '../text/lookup.ts'
import { readTexts } from '../text/read.ts'
import { commit, type JobRow } from './commit.ts'
import type { Call, Done, Result } from './execute.ts'
import { fetchFacts, type Told } from './facts.ts'
import type { Known } from './remembered.ts'
import { ROWS, type Words } from './rows.ts'
import type { Shell } from './shell.ts'
import { type Changed, writesOf } from './writes.ts'

interface Loaded {
  noun: Noun
  id: string
  revision: number
  before: unknown
  state: unknown
  policy: Policy
  written: number
  remembered?: boolean
}
type Performed = { ok: true; loaded: Loaded } | { ok: false; refusal: Refusal }

/** What a unit of work left of one thing: its row as committed, its policy, and the words that came with the command. */
export interface Left {
  revision: number
  state: { version?: number }
  policy: Policy
  words: Map<string, string>
}

/** The stored answer that makes the same key harmless. */
export interface Keyed {
  key: string
  digest: string
  done: Done
}

export class UnitOfWork {
  private readonly held = new Map<string, Loaded>()
  private readonly events: (Happened & { noun: Noun })[] = []
  private readonly jobs: JobRow[] = []
  private readonly texts: StoredText[] = []
  private readonly words = new Map<string, string>()
  private readonly told: Told = {}
  private readonly ended: string[] = []
  private readonly messages: QueuedMessage[] = []

  private constructor(
    private readonly shell: Shell,
    private readonly centre: string,
    private readonly actor: Actor,
    private now: Instant,
    private readonly policy: Policy,
    private readonly version: number,
    private readonly trusting: boolean,
    private cause: string | undefined,
  ) {}

  /**
   * `at` is when it happened; past only by import (two times, architecture §2). `trusting` decides on what this process remembers,
   * where it does: for callers that decide again what is `unproven`.
   */
  static async begin(shell: Shell, centre: string, actor: Actor, at?: Instant, trusting = false, cause?: string) {
    const { policy, version } = await shell.packs.current(centre)
    return new UnitOfWork(shell, centre, actor, at ?? shell.clock.now(), policy, version, trusting, cause)
  }

  /** It was decided on something remembered that it leaves unwritten: the database would not check it. */
  unproven({ ok }: Result): boolean {
    return [...this.held.values()].some((l) => l.remembered && !(ok && l.written > 0))
  }

  /** Carries out one command; `at` says when it happened, where that is not now. */
  async run({ noun, id, command, input }: Pick<Call, 'noun' | 'id' | 'command' | 'input'>, at?: Instant): Promise<Result> {
    this.now = at ?? this.now
    this.words.clear()
    const done = await this.perform(noun, id, command, input, this.actor, true)
    return done.ok ? { ok: true, id: done.loaded.id, revision: done.loaded.revision + 1, told: this.told } : done
  }

  /** Carries out a stored job inside this unit and ends it, whatever came of it: a follow-up that finds the world changed is void. */
  async runJob(job: JobRow): Promise<Refusal | undefined> {
    this.ended.push(job.key)
    this.cause = job.cause
    const written = this.events.length
    const done = await this.perform(job.noun, job.stream, job.command, job.input, this.actor, false)
    if (done.ok) return undefined
    if (this.events.length > written) throw new Error(`job half done: ${job.key} ${done.refusal.code}`)
    return done.refusal
  }

  /** Loads many streams at once, before a batch. */
  async prefetch(noun: Noun, ids: string[]) {
    const { rows } = await this.shell.pool.query<{ id: string; revision: number; state: { version?: number } }>({
      name: `load ${noun}`,
      text: `select id, revision, state from ${ROWS[noun].table} where centre_id = $1 and id = any($2::uuid[])`,
      values: [this.centre, ids],
    })
    for (const { id, ...row } of rows) {
      this.shell.remembered.put(this.centre, noun, id, row)
      await this.hold(noun, id, row)
    }
  }

  private async hold(noun: Noun, id: string, { revision, state }: Known, remembered = false) {
    const policy = state.version ? await this.shell.packs.at(this.centre, state.version) : this.policy
    this.held.set(`${noun}:${id}`, { noun, id, revision, before: state, state, policy, written: 0, remembered })
  }

  private async perform(noun: Noun, id: string | undefined, name: string, raw: unknown, actor: Actor, fresh: boolean): Promise<Performed> {
    const command = commandOf(noun, name)
    if (!command) return refusal('not_found', `没有这个操作：${noun}.${name}`)
    const loaded = command.creates ? this.blank(noun, id) : await this.load(noun, id ?? '')
    if (!loaded) return refusal('not_found', '没有找到，或您无权查看')
    const input = fresh ? await this.take(command, raw, loaded) : raw
    const ctx = await this.context(command, loaded, input, actor)
    const barred = barring(command, loaded, input, ctx)
    if (barred) return { ok: false, refusal: barred }
    const decision = command.decide(loaded.state, input, ctx)
    if (!decision.ok) return decision
    for (const event of decision.events) {
      const failed = await this.record(loaded, event, actor)
      if (failed) return failed
    }
    return { ok: true, loaded }
  }

  /** Words leave the input here; what a follow-up carries has none. */
  private async take(command: Command<unknown, Event>, raw: unknown, { noun, state }: Loaded): Promise<unknown> {
    const { pool, crypto } = this.shell
    const known = takesWords(command.input) && says(raw) ? await knownPeople(pool, this.centre, crypto, noun, state) : []
    const absorbed = absorb<unknown>(command.input, raw, crypto, known)
    this.texts.push(...absorbed.texts)
    for (const [id, words] of absorbed.words) this.words.set(id, words)
    return absorbed.input
  }

  private blank(noun: Noun, id = freshId()): Loaded {
    const loaded = { noun, id, revision: 0, before: undefined, state: undefined, policy: this.policy, written: 0 }
    this.held.set(`${noun}:${id}`, loaded)
    return loaded
  }

  private async load(noun: Noun, id: string): Promise<Loaded | undefined> {
    const key = `${noun}:${id}`
    const known = this.trusting ? this.shell.remembered.get(this.centre, noun, id) : undefined
    if (known && !this.held.has(key)) await this.hold(noun, id, known, true)
    else if (!this.held.has(key) && isUuid(id)) await this.prefetch(noun, [id])
    return this.held.get(key)
  }

  private async context(command: Command<unknown, Event>, loaded: Loaded, input: unknown, actor: Actor): Promise<Context> {
    const { policy } = loaded
    const call = { centre: this.centre, stream: loaded.id, state: loaded.state, actor, input, words: this.words, policy, now: this.now }
    const facts = command.needs ? await fetchFacts(this.shell, command.needs, call, this.told) : {}
    let own = command.creates ? loaded.id : undefined
    const ids = () => {
      const id = own ?? freshId()
      own = undefined
      return id
    }
    const version = (loaded.state as { version?: number } | undefined)?.version ?? this.version
    return { policy, version, actor, now: this.now, facts, ids }
  }

  private async record(loaded: Loaded, event: Event, actor: Actor): Promise<{ ok: false; refusal: Refusal } | undefined> {
    const aggregate = AGGREGATES[loaded.noun]
    loaded.written += 1
    const seq = eventCount(loaded.before) + loaded.written
    loaded.state = { ...(aggregate.evolve(loaded.state, event, this.now) as object), events: seq }
    this.events.push({
      noun: loaded.noun,
      stream: loaded.id,
      seq,
      type: event.type,
      at: ts(this.now) ?? '',
      actor: actor.user,
      post: actor.post,
      body: event,
    })
    this.messages.push(...messagesOf({ noun: loaded.noun, state: loaded.state, event, at: this.now }, this.policy, this.shell.clock.now()))
    for (const [i, job] of aggregate.jobs(loaded.state, event).entries()) {
      if (job.inline) {
        const done = await this.perform(job.noun, job.id, job.command, job.input, { ...this.actor, user: 'system' }, false)
        if (!done.ok) return done
      } else {
        const { noun, id: stream, command, input } = job
        // An id that the caller made up: no such thing can be waiting for the follow-up.
        if (!isUuid(stream)) return refusal('not_found', '没有找到所指的来电或工单')
        this.jobs.push({
          key: `${loaded.noun}:${loaded.id}:${seq}:${i}`,
          owner: null,
          noun,
          stream,
          command,
          input,
          due_at: ts(this.shell.clock.now()) ?? '',
          cause: this.cause,
        })
      }
    }
    return undefined
  }

  /** Writes it all, then tells who waits for it. Throws `RevisionMoved` or `KeyTaken` where it must be decided again. */
  async commit(keyed?: Keyed): Promise<void> {
    const touched = [...this.held.values()].filter((l) => l.written > 0)
    const recordedAt = ts(this.shell.clock.now()) ?? ''
    const events = this.chain(touched, recordedAt)
    const changed: Changed[] = []
    for (const l of touched)
      changed.push({ ...l, revision: l.revision + 1, words: await this.wordsOf(l), lookups: await this.lookupsOf(l) })
    const { rows, assignments, delta, timers, unwanted } = writesOf(changed, this.cause)
    const ended = [...new Set([...this.ended, ...unwanted])]
    if (!rows.length && !ended.length) return
    const erased = erasedBy(this.events)
    await commit(this.shell.pool, {
      centre: this.centre,
      recordedAt,
      rows,
      assignments,
      events,
      texts: this.named(),
      jobs: [...this.jobs, ...timers],
      ended,
      delta,
      messages: this.messages,
      erased,
      answer: keyed && this.answerOf(keyed),
    })
    for (const l of touched)
      this.shell.remembered.put(this.centre, l.noun, l.id, { revision: l.revision + 1, state: l.state as Known['state'] })
    if (this.jobs.length || this.messages.length || erased.streams.length) this.shell.wake()
    if (rows.length) this.shell.changed(rows.map((r) => ({ centre: this.centre, noun: r.noun, id: r.id, revision: r.revision })))
  }

  /** The events with their hashes; each state then tells the last hash of its stream. */
  private chain(touched: Loaded[], recordedAt: string) {
    const heads = new Map(touched.map((l) => [streamOf({ noun: l.noun, stream: l.id }), headOf(l.before)]))
    const events = chained(this.shell.crypto, this.centre, recordedAt, this.events, heads)
    for (const l of touched) l.state = { ...(l.state as object), chain: heads.get(streamOf({ noun: l.noun, stream: l.id })) }
    return events
  }

  /** After the commit. */
  left(noun: Noun, id: string): Left | undefined {
    const l = this.held.get(`${noun}:${id}`)
    if (!l) return undefined
    return { revision: l.revision + 1, state: l.state as Left['state'], policy: l.policy, words: this.ownWords() }
  }

  /** Of the words that were taken those that were used: what no event and no follow-up names, nobody could prove. */
  private named(): StoredText[] {
    if (!this.texts.length) return []
    const said = JSON.stringify([this.events, this.jobs])
    return this.texts.filter(({ id }) => said.includes(id))
  }

  private ownWords = () => new Map(this.texts.flatMap((t) => (t.body === null ? [] : [[t.id, t.body] as const])))

  private async lookupsOf({ noun, before, state }: Loaded) {
    const { numbers } = ROWS[noun]
    if (!numbers) return {}
    const own = new Map(this.texts.map((t) => [t.id, t.lookup] as const))
    const told = { before: before === undefined ? undefined : numbers(before as never), after: numbers(state as never) }
    return lookupColumns(this.shell.pool, this.centre, this.shell.crypto, own, told)
  }

  private answerOf({ key, digest, done }: Keyed) {
    const told = this.shell.crypto.seal(JSON.stringify(done.told)).toString('base64')
    return { actor: this.actor.user, key, digest: this.shell.crypto.digest(digest), body: { id: done.id, revision: done.revision, told } }
  }

  /** The masked words that title and search index are made of, where this write must (re)make them. */
  private async wordsOf(l: Loaded): Promise<Words> {
    const ids = wordRefs(l.state)
    const before = wordRefs(l.before)
    if (l.before !== undefined && ids.every((id, i) => id === before[i]) && isUnindexed(l.state) === isUnindexed(l.before)) return noWords
    const own = this.ownWords()
    const stored = await readTexts(
      this.shell.pool,
      this.centre,
      ids.filter((id): id is string => id !== undefined && !own.has(id)),
    )
    return (ref) => (ref ? (own.get(ref.id) ?? stored.get(ref.id)) : undefined)
  }
}

/** Whether an input has words in which a name could stand; most commands are given none. */
const says = (raw: unknown): boolean =>
  typeof raw === 'string' ? /[\u3400-\u9fff]{2}/.test(raw) : typeof raw === 'object' && raw !== null && Object.values(raw).some(says)

/** What events of this write destroy. */
function erasedBy(events: readonly { stream: string; body: unknown }[]) {
  const erased = events.filter((e): e is typeof e & { body: Erased } => (e.body as { type: string }).type === 'erased')
  return {
    texts: erased.flatMap((e) => e.body.texts),
    streams: erased.map((e) => e.stream),
    files: erased.flatMap((e) => e.body.files ?? []),
    again: erased.some((e) => e.body.again),
  }
}

type Worded = Partial<Record<'title' | 'content' | 'what', { id: string }>> & { place?: { text?: { id: string } } }
const isUnindexed = (state: unknown) => (state as { unindexed?: true }).unindexed === true
const wordRefs = (state: unknown) => {
  const s = state as Worded | undefined
  return [s?.title?.id, s?.content?.id, s?.place?.text?.id, s?.what?.id]
}

/** Scope first (a row outside it does not exist for the reader), then rights, then the state. */
function barring(command: Command<unknown, Event>, loaded: Loaded, input: unknown, ctx: Context): Refusal | undefined {
  if (loaded.state !== undefined && !inScope(loaded.noun, loaded.state, ctx.actor, ctx.policy))
    return bar('not_found', '没有找到，或您无权查看')
  const assignment = command.onAssignment ? (input as { assignment: number }).assignment : undefined
  return barOf(command, loaded.state, ctx, partiesFor(loaded.noun, loaded.state, assignment, ctx.policy), assignment)
}

export function partiesFor(noun: Noun, state: unknown, assignment: number | undefined, policy: Policy): Parties {
  if (noun === 'order' && assignment !== undefined) return partiesOf(state as Order, assignment, policy)
  if (noun === 'edition' && state !== undefined) return { units: concerned(state as Edition) }
  return { unit: (state as { unit?: string } | undefined)?.unit }
}

const noWords: Words = () => undefined
const eventCount = (state: unknown) => (state as { events?: number } | undefined)?.events ?? 0
const refusal = (code: Refusal['code'], message: string): { ok: false; refusal: Refusal } => ({ ok: false, refusal: bar(code, message) })
