/**
 * One shape of write: load, allow, decide, record (`work.ts`), in one atomic statement (`commit.ts`). A row that another command
 * changed meanwhile makes the statement fail whole, and the command is decided again on what is true now.
 */
import { type Actor, bar, type Instant, type Noun, type Refusal, SYSTEM } from '@huying/core/kernel'
import { KeyTaken, RevisionMoved } from './commit.ts'
import type { Told } from './facts.ts'
import type { Shell } from './shell.ts'
import { type Left, UnitOfWork } from './work.ts'

export interface Call {
  centre: string
  actor: Actor
  noun: Noun
  /** Absent for a command that creates. */
  id?: string
  command: string
  input: unknown
  /** Idempotency-Key; a job's own key for follow-ups. */
  key?: string
  /** When it happened; past only by import (two times, architecture §2). */
  at?: Instant
  /** The HTTP request it came with; the log names it beside every follow-up. */
  cause?: string
}

export interface Done {
  ok: true
  id: string
  revision: number
  told: Told
  replayed?: boolean
  /** The thing as this command left it, for the answer; a replay has to read it. */
  left?: Left
}
type Refused = { ok: false; refusal: Refusal }
export type Result = Done | Refused

/** How often a command is decided again that another one overtook. */
export const TRIES = 8

/**
 * Carries out one command for one actor, exactly once for its key. A refusal writes nothing. The key is looked up only when it matters:
 * when the command is refused (perhaps because it was done already) or the key turns out to be taken.
 */
export async function execute(shell: Shell, call: Call): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const work = await UnitOfWork.begin(shell, call.centre, call.actor, call.at, attempt === 1, call.cause)
    const result = await work.run(call)
    if (work.unproven(result)) continue
    if (!result.ok) return (await replayed(shell, call)) ?? (await withTask(shell, call.centre, result))
    try {
      await work.commit(call.key ? { key: call.key, digest: digestOf(call), done: result } : undefined)
      return { ...result, left: work.left(call.noun, result.id) }
    } catch (error) {
      const again = error instanceof KeyTaken ? await replayed(shell, call) : undefined
      if (again) return again
      if (!(error instanceof RevisionMoved || error instanceof KeyTaken) || attempt === TRIES) throw error
    }
  }
}

/** A refusal writes nothing of the command; what somebody has to put in order first becomes a task, one as long as it is open. */
async function withTask(shell: Shell, centre: string, refused: Refused): Promise<Refused> {
  const { owed } = refused.refusal
  if (!owed) return refused
  const { rows } = await shell.pool.query<{ stage: string }>({
    name: 'tasks about',
    text: `select stage from task where centre_id = $1 and kind = $2 and state->'about'->>'id' = $3`,
    values: [centre, owed.kind, owed.about.id],
  })
  const key = `owed:${owed.kind}:${owed.about.id}:${rows.length}`
  if (!rows.some((r) => r.stage === 'todo'))
    await execute(shell, { centre, actor: SYSTEM, noun: 'task', command: 'open', input: owed, key })
  return refused
}

/** The stored answer of a key that was used before; a key used with another body is refused. */
async function replayed(shell: Shell, call: Call): Promise<Result | undefined> {
  if (!call.key) return undefined
  const { rows } = await shell.pool.query<{ body_digest: string; answer: { id: string; revision: number; told: string } }>({
    name: 'replay',
    text: 'select body_digest, answer from idempotency where centre_id = $1 and actor = $2 and key = $3',
    values: [call.centre, call.actor.user, call.key],
  })
  const found = rows[0]
  if (!found) return undefined
  if (found.body_digest !== shell.crypto.digest(digestOf(call)))
    return { ok: false, refusal: bar('key_reused', '同一个幂等键不能用于不同的内容，请换一个键重试') }
  const { id, revision, told } = found.answer
  return { ok: true, id, revision, told: JSON.parse(shell.crypto.open(Buffer.from(told, 'base64'))) as Told, replayed: true }
}

const digestOf = ({ noun, id, command, input }: Call) => JSON.stringify([noun, id ?? null, command, input])
