/** Folds an order's events. Clocks arrive computed; here they are only put in their place. */
import { type Instant, never } from '../kernel.ts'
import { withMark, withoutMark } from '../mark/mark.ts'
import type { OrderEvent, Sent } from './events.ts'
import { type Assignment, childrenOf, live, type Order } from './state.ts'

export function evolve(state: Order | undefined, event: OrderEvent, at: Instant): Order {
  if (event.type === 'opened') {
    const member = { ...event.member, from: at }
    const first = { no: 1, kind: 'first' as const, at, by: '' }
    const empty = { assignments: [], firstWrong: false, urges: [], voices: [], alarms: [], corrections: [] }
    return { ...empty, ...event.fields, stage: 'pooled', openedAt: at, members: [member], rounds: [first] }
  }
  if (!state) throw new Error(`${event.type} before opened`)
  const on = (no: number, change: (a: Assignment) => Partial<Assignment>): Order => ({
    ...state,
    assignments: state.assignments.map((a) => (a.no === no ? { ...a, ...change(a) } : a)),
  })
  switch (event.type) {
    case 'joined':
      return { ...state, members: [...state.members.filter((m) => m.id !== event.member.id), { ...event.member, from: at }] }
    case 'left':
      return { ...state, members: state.members.map((m) => (m.id === event.request && m.to === undefined ? { ...m, to: at } : m)) }
    case 'claimed':
      return { ...state, holder: { user: event.user, name: event.by, until: event.until } }
    case 'released':
      return { ...state, holder: undefined }
    case 'dispatched': {
      const lead = event.sent.find((s) => s.role === 'lead')
      return {
        ...state,
        stage: 'dispatched',
        holder: undefined,
        dispatchedAt: state.dispatchedAt ?? at,
        dispatchClock: state.dispatchClock && { ...state.dispatchClock, stoppedAt: state.dispatchClock.stoppedAt ?? at },
        firstUnit: state.firstUnit ?? lead?.unit,
        assignments: [...state.assignments, ...event.sent.map((s) => sentOut(s, at, event.by))],
      }
    }
    case 'moved':
      return resumed({ ...on(event.assignment, () => ({ stage: 'moved', endedAt: at })), firstWrong: state.firstWrong || event.wrong })
    case 'recalled':
      return resumed(on(event.assignment, () => ({ stage: 'recalled', endedAt: at })))
    case 'pooled':
      return { ...state, stage: 'pooled', holder: undefined }
    case 'signed':
      return {
        ...on(event.assignment, (a) => ({ stage: 'working', signedAt: at, signedBy: event.by, clocks: { ...a.clocks, ...event.clocks } })),
        stage: 'working',
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
        returns: [...a.returns, { at, by, unit, reason, facts, basis, suggested }],
      }))
    }
    case 'return_ruled':
      return on(event.assignment, (a) => ({
        stage: event.granted ? a.stage : a.signedAt ? 'working' : 'sent',
        returns: a.returns.map((r) => (r.ruled ? r : { ...r, ruled: { at, by: event.by, granted: event.granted, note: event.note } })),
      }))
    case 'contacted': {
      const { by, result, purpose, note, request } = event
      return on(event.assignment, (a) => ({
        contacts: [...a.contacts, { at, by, result, purpose, note, request }],
        clocks: { ...a.clocks, ...event.clocks },
      }))
    }
    case 'progressed': {
      const { by, text, tell, kind } = event
      return on(event.assignment, (a) => ({
        progress: [...a.progress, { at, by, text, tell, kind }],
        clocks: { ...a.clocks, ...event.clocks },
      }))
    }
    case 'extension_requested': {
      const { by, reason, text, length, told } = event
      return on(event.assignment, (a) => ({ extensions: [...a.extensions, { at, by, reason, text, length, told }] }))
    }
    case 'extension_ruled':
      return on(event.assignment, (a) => ({ extensions: ruled(a.extensions, event, at), clocks: { ...a.clocks, ...event.clocks } }))
    case 'pause_requested': {
      const { by, reason, text, nextUpdate } = event
      return on(event.assignment, (a) => ({ pauses: [...a.pauses, { at, by, reason, text, nextUpdate }] }))
    }
    case 'pause_ruled':
      return on(event.assignment, (a) => ({ pauses: ruled(a.pauses, event, at), clocks: { ...a.clocks, ...event.clocks } }))
    case 'continued':
      return on(event.assignment, (a) => ({
        pauses: a.pauses.map((p) => (p.ruled?.granted && p.endedAt === undefined ? { ...p, endedAt: at } : p)),
        clocks: { ...a.clocks, ...event.clocks },
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
      return on(event.assignment, (a) => ({ stage: 'submitted', submittedAt: at, clocks: { ...a.clocks, ...event.clocks } }))
    case 'unsubmitted':
      return {
        ...on(event.assignment, (a) => ({ stage: 'working', submittedAt: undefined, clocks: { ...a.clocks, ...event.clocks } })),
        stage: 'working',
      }
    case 'sent_back': {
      const back = on(event.assignment, (a) => ({
        stage: 'sent_back',
        submittedAt: undefined,
        sentBack: [...a.sentBack, { at, by: event.by, why: event.why }],
        clocks: { ...a.clocks, ...event.clocks },
      }))
      return { ...back, stage: 'working', repliedAt: undefined }
    }
    case 'accepted':
      return resumed(on(event.assignment, () => ({ stage: 'accepted', acceptedAt: at, endedAt: at })))
    case 'waived':
      return resumed(on(event.assignment, () => ({ stage: 'waived', endedAt: at, waived: { at, by: event.by, why: event.why } })))
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
        ...state,
        stage: 'dispatched',
        closedAt: undefined,
        repliedAt: undefined,
        reviewedAt: undefined,
        rounds: [...state.rounds, { ...event.round, at }],
        members: state.members.map((m) => (event.requests.includes(m.id) ? { ...m, settled: undefined } : m)),
        assignments: [...state.assignments, ...event.sent.map((s) => sentOut(s, at, event.round.by))],
      }
    case 'redo_joined':
      return { ...state, members: state.members.map((m) => (event.requests.includes(m.id) ? { ...m, settled: undefined } : m)) }
    case 'settled':
      return {
        ...state,
        members: state.members.map((m) =>
          m.id === event.request ? { ...m, settled: { how: event.how, solved: event.solved, good: event.good, at } } : m,
        ),
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
      const { clock, assignment, level, to } = event
      return { ...state, alarms: [...state.alarms, { at, clock, assignment, level, to }] }
    }
    case 'merged':
      return {
        ...state,
        stage: 'void',
        holder: undefined,
        closedAt: at,
        mergedInto: { order: event.into, number: event.number, at },
        members: state.members.map((m) => (m.to === undefined ? { ...m, to: at } : m)),
        assignments: state.assignments.map((a) => (a.endedAt === undefined ? { ...a, stage: 'recalled', endedAt: at } : a)),
      }
    case 'split':
      return { ...state, members: state.members.map((m) => (m.id === event.request && m.to === undefined ? { ...m, to: at } : m)) }
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
        voided: { reason: event.reason, at },
        assignments: state.assignments.map((a) => (a.endedAt === undefined ? { ...a, stage: 'recalled', endedAt: at } : a)),
      }
    default:
      return never(event)
  }
}

/** A unit whose units below have all ended has the matter in hand again (逐级汇总). */
const resumed = (state: Order): Order => ({
  ...state,
  assignments: state.assignments.map((a) =>
    a.stage === 'subbed' && childrenOf(state, a.no).every((c) => !live(c)) ? { ...a, stage: 'working' } : a,
  ),
})

const sentOut = (sent: Sent, at: Instant, by: string): Assignment => ({
  ...sent,
  stage: 'sent',
  sentAt: at,
  sentBy: by,
  contacts: [],
  progress: [],
  replies: [],
  returns: [],
  extensions: [],
  pauses: [],
  sentBack: [],
})

type Ruling = { granted: boolean; by: string; note?: Assignment['sentBack'][number]['why'] }
const ruled = <T extends { ruled?: unknown }>(acts: T[], ruling: Ruling, at: Instant): T[] =>
  acts.map((act) => (act.ruled ? act : { ...act, ruled: { at, by: ruling.by, granted: ruling.granted, note: ruling.note } }))
