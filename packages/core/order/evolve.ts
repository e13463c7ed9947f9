/** Folds an order's events. Clocks arrive computed; here they are only put in their place. */
import { clearedBy } from '../erase.ts'
import { type Instant, never } from '../kernel.ts'
import { withMark, withoutMark } from '../mark/mark.ts'
import type { OrderEvent, Sent } from './events.ts'
import { type Assignment, assignmentOf, childrenOf, currentRound, type Member, type Order, reachedFirst } from './state.ts'

export function evolve(state: Order | undefined, event: OrderEvent, at: Instant): Order {
  if (event.type === 'opened') {
    const member = { ...event.member, from: at }
    // As in request/evolve.ts: later fields have their place from the start, those given come last.
    return {
      stage: 'pooled',
      openedAt: at,
      members: [member],
      rounds: [{ no: 1, kind: 'first', at, by: '' }],
      assignments: [],
      holder: undefined,
      firstUnit: undefined,
      firstWrong: false,
      dispatchedAt: undefined,
      repliedAt: undefined,
      reviewedAt: undefined,
      closedAt: undefined,
      urges: [],
      voices: [],
      alarms: [],
      corrections: [],
      ...event.fields,
    }
  }
  if (!state) throw new Error(`${event.type} before opened`)
  const on = (no: number, change: (a: Assignment) => Partial<Assignment>): Order => ({
    ...state,
    assignments: state.assignments.map((a) => (a.no === no ? { ...a, ...change(a) } : a)),
  })
  const members = (ids: readonly string[], change: Partial<Member>): Order => ({
    ...state,
    members: state.members.map((m) => (m.to === undefined && ids.includes(m.id) ? { ...m, ...change } : m)),
  })
  switch (event.type) {
    case 'joined':
      return { ...state, members: [...state.members, { ...event.member, from: at }] }
    case 'left':
    case 'split':
      return members([event.request], { to: at })
    case 'claimed':
      return { ...state, holder: { user: event.user, name: event.by, until: event.until } }
    case 'released':
      return { ...state, holder: undefined }
    case 'dispatched': {
      const lead = event.sent.find((s) => s.role === 'lead')
      return {
        ...state,
        stage: lead ? 'dispatched' : state.stage,
        holder: undefined,
        dispatchedAt: state.dispatchedAt ?? at,
        dispatchClock: event.dispatchClock ?? state.dispatchClock,
        firstUnit: state.firstUnit ?? lead?.unit,
        assignments: [...state.assignments, ...event.sent.map((s) => sentOut(s, at, event.by))],
      }
    }
    case 'moved':
      return { ...ended(on(event.assignment, closing(event, at, 'moved'))), firstWrong: state.firstWrong || event.wrong }
    case 'recalled': {
      const taken = ended(on(event.assignment, closing(event, at, 'recalled')))
      return { ...taken, firstUnit: taken.assignments.some(reachedFirst) ? state.firstUnit : undefined }
    }
    case 'pooled':
      return { ...state, stage: 'pooled', holder: undefined, dispatchClock: event.dispatchClock ?? state.dispatchClock }
    case 'signed': {
      const signed = on(event.assignment, (a) => ({ stage: 'working', signedAt: at, signedBy: event.by, ...clocked(a, event) }))
      return assignmentOf(state, event.assignment)?.role === 'lead' ? { ...signed, stage: 'working' } : signed
    }
    case 'subbed': {
      const marked = on(event.assignment, () => ({ stage: 'subbed' }))
      return { ...marked, assignments: [...marked.assignments, ...event.sent.map((s) => sentOut(s, at, event.by))] }
    }
    case 'took':
      return on(event.assignment, () => ({ handler: { user: event.user, name: event.name } }))
    case 'return_requested': {
      const { unit, reason, facts, basis, suggested, by } = event
      return on(event.assignment, (a) => ({
        stage: 'returning',
        returns: [...a.returns, { at, by, unit, reason, facts, basis, suggested, from: a.stage }],
      }))
    }
    case 'return_ruled':
      return on(event.assignment, (a) => ({
        stage: event.granted ? a.stage : (a.returns.at(-1)?.from ?? a.stage),
        returns: ruled(a.returns, event, at),
      }))
    case 'ruling_requested': {
      const { by, unit, text, suggested } = event
      return on(event.assignment, (a) => ({ rulings: [...a.rulings, { at, by, unit, text, suggested }] }))
    }
    case 'ruling_given': {
      const { by, to, basis } = event
      return on(event.assignment, (a) => ({ rulings: a.rulings.map((r) => (r.ruled ? r : { ...r, ruled: { at, by, to, basis } })) }))
    }
    case 'stopped':
    case 'bounded':
      return on(event.assignment, (a) => clocked(a, event))
    case 'recalculated':
      return event.assignment === 0
        ? { ...state, dispatchClock: event.clocks.dispatch ?? state.dispatchClock }
        : on(event.assignment, (a) => clocked(a, event))
    case 'contacted': {
      const { by, result, purpose, note, request } = event
      return on(event.assignment, (a) => ({
        contacts: [...a.contacts, { at, by, result, purpose, note, request }],
        ...clocked(a, event),
      }))
    }
    case 'progressed': {
      const { by, text, tell, kind } = event
      return on(event.assignment, (a) => ({
        progress: [...a.progress, { at, by, text, tell, kind }],
        ...clocked(a, event),
      }))
    }
    case 'extension_requested': {
      const { by, reason, text, length, told } = event
      return on(event.assignment, (a) => ({ extensions: [...a.extensions, { at, by, reason, text, length, told }] }))
    }
    case 'extension_ruled':
      return on(event.assignment, (a) => ({ extensions: ruled(a.extensions, event, at), ...clocked(a, event) }))
    case 'pause_requested': {
      const { by, reason, text, nextUpdate } = event
      return on(event.assignment, (a) => ({ pauses: [...a.pauses, { at, by, reason, text, nextUpdate }] }))
    }
    case 'pause_ruled':
      return on(event.assignment, (a) => ({ pauses: ruled(a.pauses, event, at), ...clocked(a, event) }))
    case 'continued':
      return on(event.assignment, (a) => ({
        pauses: a.pauses.map((p) => (p.ruled?.granted && p.endedAt === undefined ? { ...p, endedAt: at } : p)),
        ...clocked(a, event),
      }))
    case 'replied':
      return on(event.assignment, (a) => ({ stage: 'signing', replies: [...a.replies, { ...event.reply, at, by: event.by }] }))
    case 'approved':
      return on(event.assignment, (a) => ({
        replies: a.replies.map((r, i) => (i === a.replies.length - 1 ? { ...r, approval: { ...event.approval, at, by: event.by } } : r)),
      }))
    case 'declined':
      return on(event.assignment, (a) => ({ stage: 'working', sentBack: [...a.sentBack, { at, by: event.by, why: event.why }] }))
    case 'awaits_assists':
      return on(event.assignment, () => ({ stage: 'waiting' }))
    case 'submitted':
      return on(event.assignment, (a) => ({ stage: 'submitted', submittedAt: at, ...clocked(a, event) }))
    case 'unsubmitted':
      return takenUp(
        on(event.assignment, (a) => ({ stage: 'working', submittedAt: undefined, ...clocked(a, event) })),
        event.assignment,
      )
    case 'sent_back': {
      const { by, reason, why } = event
      const back = on(event.assignment, (a) => ({
        stage: 'sent_back',
        submittedAt: undefined,
        sentBack: [...a.sentBack, { at, by, reason, why }],
        ...clocked(a, event),
      }))
      return takenUp(back, event.assignment)
    }
    case 'accepted':
      return ended(on(event.assignment, () => ({ stage: 'accepted', acceptedAt: at, endedAt: at })))
    case 'waived': {
      const { by, why } = event
      return ended(on(event.assignment, (a) => ({ ...closing(event, at, 'waived')(a), waived: { at, by, why } })))
    }
    case 'reviewing':
      return {
        ...state,
        stage: 'reviewing',
        repliedAt: at,
        assignments: state.assignments.map((a) => (a.stage === 'waiting' ? { ...a, stage: 'submitted' } : a)),
      }
    case 'reviewed':
      return { ...state, stage: 'visiting', reviewedAt: at }
    case 'round_opened':
      return {
        ...members(event.requests, { settled: undefined }),
        stage: 'dispatched',
        closedAt: undefined,
        repliedAt: undefined,
        reviewedAt: undefined,
        rounds: [...state.rounds, { ...event.round, at }],
        assignments: [...state.assignments, ...event.sent.map((s) => sentOut(s, at, event.round.by))],
      }
    case 'redo_joined':
      return members(event.requests, { settled: undefined })
    case 'settled': {
      const { how, solved, good } = event
      return members([event.request], { settled: { how, solved, good, at } })
    }
    case 'closed':
      return { ...state, stage: 'closed', closedAt: at }
    case 'archived':
      return { ...state, stage: 'archived', cause: event.cause ?? state.cause }
    case 'heard':
      return event.kind === 'urged' || !event.text
        ? { ...state, urges: [...state.urges, { at, request: event.request }] }
        : { ...state, voices: [...state.voices, { at, request: event.request, text: event.text }] }
    case 'alarmed': {
      const { type: _type, ...alarm } = event
      return { ...state, alarms: [...state.alarms, { ...alarm, at }] }
    }
    case 'merged':
      return {
        ...state,
        stage: 'void',
        holder: undefined,
        closedAt: at,
        dispatchClock: event.dispatchClock ?? state.dispatchClock,
        mergedInto: { order: event.into, number: event.number, at },
        members: state.members.map((m) => (m.to === undefined ? { ...m, to: at } : m)),
      }
    case 'marked':
      return { ...state, marks: withMark(withoutMark(state.marks, event.mark.kind), event.mark) }
    case 'unmarked':
      return { ...state, marks: withoutMark(state.marks, event.kind) }
    case 'mirrored':
      return { ...state, [event.field]: event.to }
    case 'corrected': {
      const { field, from, to, why, by } = event
      return { ...state, [field]: to, corrections: [...state.corrections, { field, from, to, why, by, at }] }
    }
    case 'unreasonable_claimed':
      return { ...state, unreasonable: { at, by: event.by, unit: event.unit, basis: event.basis, explained: event.explained } }
    case 'unreasonable_ruled':
      return {
        ...state,
        unreasonable: state.unreasonable && {
          ...state.unreasonable,
          ruled: { at, by: event.by, granted: event.granted, note: event.note },
        },
      }
    case 'voided':
      return {
        ...state,
        stage: 'void',
        holder: undefined,
        closedAt: at,
        dispatchClock: event.dispatchClock ?? state.dispatchClock,
        voided: { reason: event.reason, at },
      }
    case 'erased':
      return { ...state, ...clearedBy(event) }
    default:
      return never(event)
  }
}

/** The order as it will be once these events have happened: what follows in the same command is decided on it. */
export const folded = (order: Order, events: readonly OrderEvent[], at: Instant): Order =>
  events.reduce<Order>((state, event) => evolve(state, event, at), order)

type Clocked = { clocks: Assignment['clocks'] }
const clocked = (a: Assignment, event: Clocked) => ({ clocks: { ...a.clocks, ...event.clocks } })
const closing = (event: Clocked, at: Instant, stage: 'moved' | 'recalled' | 'waived') => (a: Assignment) => ({
  stage,
  endedAt: at,
  ...clocked(a, event),
})

/** A unit whose units below have all ended has the matter in hand again (逐级汇总). */
const ended = (state: Order): Order => ({
  ...state,
  assignments: state.assignments.map((a) =>
    a.stage === 'subbed' && childrenOf(state, a.no).length === 0 ? { ...a, stage: 'working' as const } : a,
  ),
})

/** An order under review is being handled again; a lead that had answered waits once more for the assist that takes it up. */
const takenUp = (state: Order, no: number): Order =>
  state.stage !== 'reviewing'
    ? state
    : {
        ...state,
        stage: 'working',
        repliedAt: undefined,
        assignments: state.assignments.map((a) =>
          a.no !== no && a.round === currentRound(state) && a.role === 'lead' && a.stage === 'submitted' ? { ...a, stage: 'waiting' } : a,
        ),
      }

const sentOut = (sent: Sent, at: Instant, by: string): Assignment => ({
  stage: 'sent',
  sentAt: at,
  sentBy: by,
  signedAt: undefined,
  signedBy: undefined,
  submittedAt: undefined,
  acceptedAt: undefined,
  endedAt: undefined,
  contacts: [],
  progress: [],
  replies: [],
  returns: [],
  rulings: [],
  extensions: [],
  pauses: [],
  sentBack: [],
  ...sent,
})

type Ruling = { granted: boolean; by: string; note?: Assignment['sentBack'][number]['why'] }
const ruled = <T extends { ruled?: unknown }>(acts: T[], ruling: Ruling, at: Instant): T[] =>
  acts.map((act) => (act.ruled ? act : { ...act, ruled: { at, by: ruling.by, granted: ruling.granted, note: ruling.note } }))
