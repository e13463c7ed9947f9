/**
 * One shape of write: load, allow, decide, record (`work.ts`), in one atomic statement (`commit.ts`). A row that another command
 * changed meanwhile makes the statement fail whole, and the command is decided again on what is true now.
 */
import { type Actor, bar, type Instant, type Noun, type Refusal } from '@huying/core/kernel'
import { KeyTaken, RevisionMoved } from './commit.ts'
import type { Told } from './facts.ts'
import type { Shell } from './shell.ts'
import { UnitOfWork } from './work.ts'

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
}

export interface Done {
  ok: true
  id: string
  revision: number
  told: Told
  replayed?: boolean
}
export type Result = Done | { ok: false; refusal: Refusal }

const TRIES = 8

/** Carries out one command for one actor, exactly once for its key. A refusal writes nothing. */
export async function execute(shell: Shell, call: Call): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const replay = call.key ? await replayed(shell, call) : undefined
    if (replay) return replay
    const work = await UnitOfWork.begin(shell, call.centre, call.actor, call.at)
    const result = await work.run(call)
    if (!result.ok) return result
    try {
      await work.commit(call.key ? { key: call.key, digest: digestOf(call), done: result } : undefined)
    } catch (error) {
      if (!(error instanceof RevisionMoved || error instanceof KeyTaken) || attempt === TRIES) throw error
      continue
    }
    return result
  }
}

/** The stored answer of a key that was used before; a key used with another body is refused. */
async function replayed(shell: Shell, call: Call): Promise<Result | undefined> {
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
