/**
 * 交接: what one person has in hand, and passing it to a colleague. An order being dispatched changes its holder, an assignment its
 * handler, a call-back its caller, a parked draft its owner. Tasks are owed by units and stay there.
 */
import { type Actor, bar, type Refusal } from '@huying/core/kernel'
import { LEASE } from '@huying/core/visit/commands/start'
import { ts } from '../db.ts'
import { execute, type Result } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'
import { type Reader, seenAmong } from '../shell/seen.ts'
import { heldPosts } from './store.ts'

export interface WorkItem {
  id: string
  number: string
  title: string
  /** Number of the assignment, for orders in a unit. */
  no?: number
  unit?: string
}
export interface Work {
  /** 领取未派: orders held for dispatching. */
  held: WorkItem[]
  /** 在办: assignments he handles. */
  handling: WorkItem[]
  /** 回访中. */
  visits: WorkItem[]
  /** 挂起的草稿. */
  drafts: { id: string; label: string }[]
}

export async function workOf(shell: Shell, centre: string, user: string): Promise<Work> {
  const now = shell.clock.now()
  const rows = async <T extends object>(sql: string, ...more: unknown[]) => (await shell.pool.query<T>(sql, [centre, user, ...more])).rows
  const [held, handling, visits, drafts] = await Promise.all([
    rows<WorkItem>(
      `select id, number, title from work_order where centre_id = $1 and holder = $2 and stage = 'pooled' and held_until > $3 order by number`,
      ts(now),
    ),
    rows<WorkItem>(
      `select t.id, t.number, t.title, a.no, a.unit from assignment a join work_order t on t.centre_id = a.centre_id and t.id = a.order_id
       where a.centre_id = $1 and a.handler = $2 and a.live and a.round = t.round and a.stage <> 'submitted' and t.stage in ('dispatched', 'working', 'reviewing') order by t.number`,
    ),
    rows<WorkItem>(
      `select v.id, r.number, r.title from visit v join service_request r on r.centre_id = v.centre_id and r.id = v.request_id
       where v.centre_id = $1 and v.caller = $2 and v.stage = 'calling' and (v.state->'caller'->>'since')::bigint > $3`,
      now - LEASE,
    ),
    rows<{ id: string; label: string }>(
      'select draft_id as id, label from draft where centre_id = $1 and user_id::text = $2 order by created_at',
    ),
  ])
  return { held, handling, visits, drafts }
}

/** As somebody else may see it: who runs the accounts knows how much it is, and opens none of it (三员不办件). */
export async function workFor(shell: Shell, reader: Reader, user: string): Promise<Work> {
  const work = await workOf(shell, reader.centre, user)
  const ids = (items: WorkItem[]) => items.map(({ id }) => id)
  const [orders, visits] = await Promise.all([
    seenAmong(shell.pool, reader, 'order', ids([...work.held, ...work.handling])),
    seenAmong(shell.pool, reader, 'visit', ids(work.visits)),
  ])
  const veiled = (items: WorkItem[], seen: Set<string>) =>
    items.map((item) => (seen.has(item.id) ? item : { ...item, id: '', number: '', title: '不在您岗位的可见范围内' }))
  return {
    held: veiled(work.held, orders),
    handling: veiled(work.handling, orders),
    visits: veiled(work.visits, visits),
    drafts: work.drafts.map(({ id }) => ({ id, label: '草稿' })),
  }
}

export const countOf = ({ held, handling, visits, drafts }: Work) => held.length + handling.length + visits.length + drafts.length

export interface Handed {
  done: number
  /** What could not be passed on, with the rule. */
  left: { id: string; number: string; refusal: Refusal }[]
}

interface Hand {
  centre: string
  by: Actor
  from: string
  /** Absent: back to the pool, call-backs to 待回访; drafts then stay where they are. */
  to?: { user: string; name: string }
  /** Only what belongs to the seat one leaves: what is held and parked, not what one handles in a unit. */
  seatOnly?: boolean
}

export async function handOn(shell: Shell, hand: Hand): Promise<Handed> {
  const { centre, from, to, seatOnly } = hand
  const work = await workOf(shell, centre, from)
  const out: Handed = { done: 0, left: [] }
  const take = ({ id, number }: WorkItem, result: Result) => {
    if (result.ok) out.done += 1
    else out.left.push({ id, number, refusal: result.refusal })
  }
  for (const item of work.held) take(item, await passHeld(shell, hand, item))
  for (const item of work.visits) take(item, await passVisit(shell, hand, item))
  if (!to) return out
  for (const item of seatOnly ? [] : work.handling) take(item, await passHandling(shell, hand, item, to.user))
  const { rowCount } = await shell.pool.query('update draft set user_id = $3::uuid where centre_id = $1 and user_id::text = $2', [
    centre,
    from,
    to.user,
  ])
  out.done += rowCount ?? 0
  return out
}

/** Released with the reason, then taken for the colleague. */
async function passHeld(shell: Shell, { centre, by, to }: Hand, { id }: WorkItem): Promise<Result> {
  const call = { centre, noun: 'order' as const, id }
  const why = to ? `交接给${to.name}` : '离岗放回'
  const released = await execute(shell, { ...call, actor: onBehalf(by), command: 'release', input: { why } })
  if (!released.ok || !to) return released
  const { policy } = await shell.packs.current(centre)
  const posts = await heldPosts(shell.pool, centre, to.user, shell.clock.now())
  const seat = posts.find(({ post }) => policy.post(post)?.commands.includes('order.claim'))
  if (!seat) return { ok: false, refusal: bar('unknown_code', `${to.name}没有派单岗位，不能接手领取的工单，已放回`) }
  return execute(shell, { ...call, actor: { ...to, post: seat.post, unit: seat.unit }, command: 'claim', input: {} })
}

const passVisit = (shell: Shell, { centre, by, to }: Hand, { id }: WorkItem) =>
  execute(shell, {
    ...{ centre, noun: 'visit', id, actor: onBehalf(by) },
    ...(to ? { command: 'hand_on', input: { user: to.user } } : { command: 'release', input: { why: '离岗放回' } }),
  })

const passHandling = (shell: Shell, { centre, by }: Hand, { id, no }: WorkItem, user: string) =>
  execute(shell, { centre, noun: 'order', id, actor: onBehalf(by), command: 'hand_on', input: { assignment: no, user } })

/** The machine acts in the administrator's name: he need not hold the post whose work he passes on. */
const onBehalf = (by: Actor): Actor => ({ ...by, user: 'system' })
