/**
 * 短信: which events are told to somebody who is not at his screen, whom, and what the words need. The pack names the occasions; the
 * shell keeps what is wanted with the event itself, finds the number, fills the words and sends them (server/src/message).
 */
import { formatDue } from '../calendar.ts'
import { type FactRow, holds } from '../condition.ts'
import type { Event, Instant, Noun } from '../kernel.ts'
import type { OrderEvent } from '../order/events.ts'
import { orderFacts } from '../order/facts.ts'
import { type Alarm, assignmentOf, live, type Order } from '../order/state.ts'
import { alarmClock } from '../order/timers.ts'
import type { Policy } from '../policy/policy.ts'
import type { Occasion } from '../policy/schema.ts'
import type { RequestEvent } from '../request/events.ts'
import { isFirm, matterFacts } from '../request/facts.ts'
import type { ServiceRequest } from '../request/state.ts'

/** Whoever of the unit handles it, else everybody there who holds one of the posts; or the person who asked. */
export type Addressee = { unit: string; user?: string; posts: string[] } | { request: string }

export interface Wanted {
  occasion: string
  to: Addressee
  /** The order it belongs to, on whose page it is shown. */
  order: string
  number: string
  due?: string
  /** Id of the open text that {answer} stands for. */
  answer?: string
  /** Sent only while this clock still runs to the same moment: nobody is pressed to do what he has done meanwhile. */
  clock?: Pick<Alarm, 'assignment' | 'clock' | 'due'>
}

/** What one new event wants said, given the state after it. Nothing for a city that sends nothing. */
export function messagesWanted(noun: Noun, state: unknown, event: Event, policy: Policy): Wanted[] {
  const occasions = policy.pack.messages
  if (!occasions?.length) return []
  if (noun === 'order' && event.type === 'alarmed') return pressing(occasions, state as Order, event as Alarmed, policy)
  if (noun === 'request' && event.type === 'replied') return answering(occasions, state as ServiceRequest, event as Replied, policy)
  return []
}

type Alarmed = Extract<OrderEvent, { type: 'alarmed' }>
type Replied = Extract<RequestEvent, { type: 'replied' }>

function pressing(occasions: readonly Occasion[], order: Order, alarm: Alarmed, policy: Policy): Wanted[] {
  const a = assignmentOf(order, alarm.assignment)
  if (!a) return []
  const { assignment, clock, due } = alarm
  return chosen(occasions, orderFacts(order, { policy }), ({ event }) => {
    return event !== 'replied' && event.clock === clock && event.level === alarm.level
  }).map((o) => ({
    occasion: o.code,
    to: { unit: a.unit, posts: o.posts ?? [], user: o.handler ? a.handler?.user : undefined },
    order: order.id,
    number: order.number,
    due: formatDue(due),
    clock: { assignment, clock, due },
  }))
}

/** A confidential answer goes by no open road. */
function answering(occasions: readonly Occasion[], request: ServiceRequest, event: Replied, policy: Policy): Wanted[] {
  if (request.confidential) return []
  return chosen(occasions, matterFacts(request, { policy }, isFirm(request)), (o) => o.event === 'replied').map((o) => ({
    occasion: o.code,
    to: { request: request.id },
    order: event.order,
    number: request.number,
    answer: event.text.id,
  }))
}

const chosen = (occasions: readonly Occasion[], facts: FactRow, fits: (o: Occasion) => boolean) =>
  occasions.filter((o) => o.send && fits(o) && (o.when === undefined || holds(o.when, facts)))

/** Is it still worth saying? Asked again before every attempt. */
export function stillWanted(order: Order, told: Pick<Alarm, 'assignment' | 'clock' | 'due'>): boolean {
  const a = assignmentOf(order, told.assignment)
  const clock = alarmClock(order, told)
  return a !== undefined && live(a) && clock?.due === told.due && clock.stoppedAt === undefined && clock.pausedAt === undefined
}

const LONGEST_ANSWER = 300
/** The occasion's words with its places filled; a long answer is cut, its whole is on the public page. */
export function wordsOf(text: string, { number, due, unit, centre, answer = '' }: Filling): string {
  const cut = answer.length > LONGEST_ANSWER ? `${answer.slice(0, LONGEST_ANSWER)}……` : answer
  const filling: Record<string, string> = { number, due: due ?? '', unit: unit ?? '', centre, answer: cut }
  return text.replace(/\{(\w+)\}/g, (place, name: string) => filling[name] ?? place)
}
interface Filling {
  number: string
  due?: string
  unit?: string
  centre: string
  answer?: string
}

/** 手机号码 of mainland China (工信部《公众电信网码号》: 1 and ten more digits); a short message reaches nothing else. */
export const isMobile = (number: string) => /^1[3-9]\d{9}$/.test(number)

export const MESSAGE_STAGES = {
  queued: '待发送',
  sent: '已发送',
  delivered: '已送达',
  failed: '未送达',
  no_channel: '未接入短信通道',
  given_up: '多次重试未成，已停止',
  dropped: '已不需要，未发送',
} as const
export type MessageStage = keyof typeof MESSAGE_STAGES

/** Ended without reaching the person: a person may have it sent again. */
export const RESENDABLE: readonly MessageStage[] = ['failed', 'no_channel', 'given_up']

export type Moment = { at: Instant; stage: MessageStage; why?: string; by?: string }
