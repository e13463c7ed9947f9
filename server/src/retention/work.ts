/**
 * 到期清理 in the background: lists what is due, and after the approval erases item by item. Killed at any moment it goes on where it was:
 * an item that was erased and not yet noted is found erased.
 */
import { type Disposal, isApproved } from '@huying/core/disposal/disposal'
import { SYSTEM } from '@huying/core/kernel'
import type { Logger } from 'pino'
import { type Db, transaction } from '../db.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'
import { digestOf, endItem, type Item, listDue, nextItems, type Outcome, progressOf } from './due.ts'
import { preservedOver } from './preserved.ts'

/** Items of one round: a stop waits for no more. */
const BATCH = 20

/** One round of the worker: the oldest disposal that has something to be done; how many things were. */
export async function disposeDue(shell: Shell, log?: Pick<Logger, 'info'>): Promise<number> {
  const { rows } = await shell.pool.query<{ centre: string; state: Disposal }>({
    name: 'disposals under way',
    text: `select centre_id as centre, state from disposal where stage in ('listing', 'approved') order by asked_at limit 1`,
  })
  const [next] = rows
  if (!next) return 0
  const { centre, state: disposal } = next
  const done = await transaction(shell.pool, async (db) => {
    const { rows: lock } = await db.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtext('disposal ' || $1)) as mine`, [
      disposal.id,
    ])
    if (!lock[0]?.mine) return 0
    return disposal.stage === 'listing' ? list(db, centre, disposal) : carryOut({ shell, db, centre, disposal })
  })
  if (done === 0) return 0
  if (typeof done === 'number') return done
  const { command, input } = done
  const key = `disposal:${disposal.id}:${command}`
  const call = { centre, actor: SYSTEM, noun: 'disposal', id: disposal.id } as const
  const said = await execute(shell, { ...call, command, input, key })
  log?.info({ disposal: disposal.id, command, ok: said.ok }, 'disposal went on')
  return 1
}

interface Next {
  command: 'list' | 'finish' | 'stop'
  input: object
}

async function list(db: Db, centre: string, disposal: Disposal): Promise<Next> {
  const counts = await listDue(db, centre, disposal)
  return { command: 'list', input: { counts, digest: await digestOf(db, centre, disposal.id) } }
}

interface Carrying {
  shell: Shell
  /** Holds the lock; what is noted on items goes through the pool, at once. */
  db: Db
  centre: string
  disposal: Disposal
}

async function carryOut(c: Carrying): Promise<number | Next> {
  const { shell, db, centre, disposal } = c
  if (!isApproved(disposal)) return { command: 'stop', input: {} }
  const before = await progressOf(db, centre, disposal.id)
  const { left, ...result } = before
  // At its beginning and before its end: what is erased is what was approved.
  const edge = left === 0 || Object.values(result).every((n) => n === 0)
  if (edge && (await digestOf(db, centre, disposal.id)) !== disposal.digest) return { command: 'stop', input: {} }
  if (left === 0) return { command: 'finish', input: result }
  const items = await nextItems(db, centre, disposal.id, BATCH)
  for (const item of items) await endItem(shell.pool, centre, disposal.id, item, await dispose(c, item), shell.clock.now())
  return items.length
}

function dispose(c: Carrying, item: Item): Promise<Outcome> {
  if (item.kind === 'messages') return disposeMessage(c, item)
  if (item.kind === 'drafts') return disposeDraft(c, item)
  return disposeRequest(c, item)
}

async function disposeRequest({ shell, centre, disposal }: Carrying, { kind, id }: Item): Promise<Outcome> {
  const input = { disposal: disposal.id, kind }
  const done = await execute(shell, { centre, actor: SYSTEM, noun: 'request', id, command: 'expire', input })
  if (done.ok || done.refusal.code === 'already') return 'erased'
  return done.refusal.code === 'preserved' ? 'preserved' : 'moved'
}

async function disposeMessage({ shell, centre }: Carrying, { id }: Item): Promise<Outcome> {
  const { rows } = await shell.pool.query<{ order: string }>(
    'select order_id as "order" from message where centre_id = $1 and message_id = $2 and sealed is not null',
    [centre, id],
  )
  const order = rows[0]?.order
  if (order === undefined) return 'moved'
  if ((await preservedOver(shell.pool, shell.crypto, centre, order)).length) return 'preserved'
  await shell.pool.query('update message set sealed = null, masked = null where centre_id = $1 and message_id = $2', [centre, id])
  return 'erased'
}

async function disposeDraft({ shell, centre, disposal }: Carrying, { id, ref }: Item): Promise<Outcome> {
  const before = new Date(disposal.parts.find(({ kind }) => kind === 'drafts')?.before ?? 0)
  const [user, assignment] = ref.split(' ')
  if (user === '' || assignment === undefined) {
    const { rowCount } = await shell.pool.query('delete from draft where centre_id = $1 and draft_id = $2 and saved_at < $3', [
      centre,
      id,
      before,
    ])
    return rowCount ? 'erased' : 'moved'
  }
  if ((await preservedOver(shell.pool, shell.crypto, centre, id)).length) return 'preserved'
  const { rowCount } = await shell.pool.query(
    'delete from reply_draft where centre_id = $1 and order_id = $2 and user_id = $3 and assignment = $4 and saved_at < $5',
    [centre, id, user, Number(assignment), before],
  )
  return rowCount ? 'erased' : 'moved'
}
