/** 经过: the journal of an order as days and lines, newest first. */
import type { TimelineDay, TimelineItem } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { dayNumber, timeText, weekText } from '../time.ts'
import { type Sentence, sentenceOf } from './sentences.ts'
import type { Line, OrderAnswer } from './types.ts'
import { whoDid } from './who.ts'

interface Told {
  line: Line
  sentence: Sentence
}

export function courseOf({ timeline, state }: OrderAnswer, words: Catalogue, onlyHandling: boolean): TimelineDay[] {
  const told = timeline.flatMap((line): Told[] => {
    const sentence = sentenceOf({ line, order: state, words })
    return sentence && !(onlyHandling && sentence.minor) ? [{ line, sentence }] : []
  })
  const days: { key: string; label: string; items: TimelineItem[] }[] = []
  for (const { line, sentence } of numbered(told).reverse()) {
    const key = String(dayNumber(line.at))
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, label: weekText(line.at), items: [] }
      days.push(day)
    }
    const who = whoDid(line, state, words)
    const { title, rest, quote, kind, why } = sentence
    day.items.push({
      key: `${line.at} ${line.type} ${day.items.length}`,
      time: timeText(line.at),
      title,
      rest,
      quote,
      kind: kind ?? 'plain',
      detail: why ? `${who} · ${why}` : who,
    })
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
