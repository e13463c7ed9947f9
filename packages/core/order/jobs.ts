/** What an order's events mean for its requests. */
import { type Job, never } from '../kernel.ts'
import type { OrderEvent } from './events.ts'
import { openMembers, type Order } from './state.ts'

export function orderJobs(order: Order, event: OrderEvent): Job[] {
  const to = (id: string, command: string, input: Record<string, unknown>, inline = false): Job => ({
    noun: 'request',
    id,
    command,
    input,
    inline,
  })
  switch (event.type) {
    case 'opened':
      return [to(event.member.id, 'link', { order: order.id, number: order.number, why: 'opened' }, true)]
    case 'joined':
      return [to(event.member.id, 'link', { order: order.id, number: order.number, why: event.why }, true)]
    case 'merged':
      return event.requests
        .flatMap((id) => order.members.findLast((m) => m.id === id) ?? [])
        .map((m) => ({ noun: 'order', id: event.into, command: 'join', input: { request: plain(m), why: 'merged' }, inline: true }))
    case 'split':
      return [to(event.request, 'split_off', { from: order.id, order: event.order }, true)]
    case 'reviewed':
      return openMembers(order)
        .filter((m) => m.settled === undefined)
        .map((m) => to(m.id, 'reply', { order: order.id, round: event.round, unit: event.unit, text: event.public, solved: event.solved }))
    case 'round_opened':
      return event.requests.map((id) => to(id, 'reopen', { round: event.round.no }))
    case 'redo_joined':
      return event.requests.map((id) => to(id, 'reopen', { round: order.rounds.length }))
    case 'voided':
      return openMembers(order).map((m) => to(m.id, 'void', { reason: event.reason, note: event.note }))
    case 'unreasonable_ruled':
      return event.granted ? openMembers(order).map((m) => to(m.id, 'exclude', { why: '无理诉求认定' })) : []
    case 'left':
    case 'claimed':
    case 'released':
    case 'dispatched':
    case 'moved':
    case 'recalled':
    case 'pooled':
    case 'signed':
    case 'subbed':
    case 'took':
    case 'return_requested':
    case 'return_ruled':
    case 'ruling_requested':
    case 'ruling_given':
    case 'contacted':
    case 'stopped':
    case 'bounded':
    case 'recalculated':
    case 'progressed':
    case 'extension_requested':
    case 'extension_ruled':
    case 'pause_requested':
    case 'pause_ruled':
    case 'continued':
    case 'replied':
    case 'approved':
    case 'declined':
    case 'awaits_assists':
    case 'submitted':
    case 'unsubmitted':
    case 'sent_back':
    case 'accepted':
    case 'waived':
    case 'reviewing':
    case 'settled':
    case 'closed':
    case 'archived':
    case 'heard':
    case 'alarmed':
    case 'marked':
    case 'unmarked':
    case 'mirrored':
    case 'corrected':
    case 'unreasonable_claimed':
    case 'erased':
      return []
    default:
      return never(event)
  }
}

/** A member as its request knows itself; the dates of its stay belong to each order. */
const plain = ({ from: _from, to: _to, settled: _settled, ...member }: Order['members'][number]) => member
