/** 经过: the journal of an order as days and lines, newest first. */
import type { TimelineDay, TimelineItem } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { type Message, receiver, since } from '../message/messages.ts'
import { dayNumber, timeText, weekText } from '../time.ts'
import { type Sentence, sentenceOf } from './sentences.ts'
import type { Line, OrderAnswer } from './types.ts'
import { whoDid } from './who.ts'

interface Told {
  line: Line
  sentence: Sentence
}

/** One line with its moment. */
type Dated = TimelineItem & { at: number }

export function courseOf(
  { timeline, state }: OrderAnswer,
  words: Catalogue,
  onlyHandling: boolean,
  messages: readonly Message[] = [],
): TimelineDay[] {
  const told = timeline.flatMap((line): Told[] => {
    const sentence = sentenceOf({ line, order: state, words })
    return sentence && !(onlyHandling && sentence.minor) ? [{ line, sentence }] : []
  })
  const lines = numbered(told).map(({ line, sentence: { title, rest, quote, kind, why } }, index): Dated => {
    const who = whoDid(line, state, words)
    const key = `${line.at} ${line.type} ${index}`
    return { key, at: line.at, time: timeText(line.at), title, rest, quote, kind: kind ?? 'plain', detail: why ? `${who} · ${why}` : who }
  })
  const said = messages.map((message) => messageItem(message, words))
  return byDay([...lines, ...said].sort((a, b) => a.at - b.at).reverse())
}

/** 短信（催签）：未接入短信通道. */
function messageItem(message: Message, words: Catalogue): Dated {
  const at = since(message)
  const { id, label, stageLabel, why, words: quote } = message
  const detail = [`收信人 ${receiver(message, words)}`, why].filter(Boolean).join(' · ')
  return { key: `message ${id}`, at, time: timeText(at), title: `短信（${label}）：`, rest: stageLabel, detail, quote }
}

function byDay(items: readonly Dated[]): TimelineDay[] {
  const days: { key: string; label: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const key = String(dayNumber(item.at))
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, label: weekText(item.at), items: [] }
      days.push(day)
    }
    day.items.push(item)
  }
  return days
}

/** 诉求人催办（第 2 次）: the count is of the order, whoever of its people called. */
function numbered(told: Told[]): Told[] {
  let urges = 0
  return told.map((one) => {
    if (one.line.type !== 'heard' || one.line.body.kind !== 'urged') return one
    urges += 1
    return { ...one, sentence: { ...one.sentence, title: `诉求人催办（第 ${urges} 次）` } }
  })
}

/** The latest line in one sentence: what somebody else has just done. */
export function latest({ timeline, state }: OrderAnswer, words: Catalogue): { who: string; when: string; what: string } | undefined {
  for (const line of [...timeline].reverse()) {
    const sentence = sentenceOf({ line, order: state, words })
    if (sentence) {
      const what = [sentence.title, sentence.rest].filter((part) => typeof part === 'string').join('')
      return { who: whoDid(line, state, words), when: timeText(line.at), what }
    }
  }
  return undefined
}
