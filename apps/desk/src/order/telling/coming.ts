import { STEP_WORDS } from '@huying/core/steps'
import { SETTLED_WORDS } from '../../words.ts'
import { numberOf, sentTo, type Reading, type Sentence } from './parts.ts'

/** Events told here. */
export const COMING = [
  'reached',
  'opened',
  'joined',
  'left',
  'claimed',
  'released',
  'dispatched',
  'moved',
  'recalled',
  'pooled',
  'heard',
] as const

/** Coming in, being sent out. */
export function coming({ line, order, words }: Reading<(typeof COMING)[number]>): Sentence | undefined {
  switch (line.type) {
    case 'reached':
      return { title: STEP_WORDS.order.reached, kind: 'stage' }
    case 'opened':
      return {
        title: '登记诉求',
        rest: `，形成${words.term('order', '工单')}`,
        why: words.channelName(line.body.fields.channel),
        kind: 'stage',
      }
    case 'joined':
      return {
        title: '并入',
        rest: `诉求 ${line.body.member.number}`,
        why: line.body.why === 'split' ? '拆分后转入' : undefined,
        kind: 'citizen',
      }
    case 'left':
      return { title: '移出', rest: `诉求 ${numberOf(order, line.body.request)}`, why: SETTLED_WORDS[line.body.why] ?? line.body.why }
    case 'claimed':
      return { title: `领取${words.term('order', '工单')}`, minor: true }
    case 'released':
      return { title: '放回待派', why: line.body.why, minor: true }
    case 'dispatched':
      return { title: `${words.term('dispatch', '派发')}至`, rest: sentTo(line.body.sent, words), why: line.body.why, kind: 'stage' }
    case 'moved':
      return {
        title: line.body.to ? '改派至' : '收回重新派单',
        rest: words.unitShort(line.body.to),
        why: line.body.wrong ? '首派有误' : undefined,
        kind: 'stage',
      }
    case 'recalled':
      return { title: '收回', rest: `${words.unitShort(line.unit)}的承办单（未签收）` }
    case 'pooled':
      return { title: '回到待派发', why: line.body.why, minor: true }
    case 'heard':
      return line.body.kind === 'urged'
        ? { title: '诉求人催办', rest: ` ${numberOf(order, line.body.request)}`, quote: line.body.text, kind: 'citizen' }
        : { title: '诉求人补充', rest: ` ${numberOf(order, line.body.request)}`, quote: line.body.text, kind: 'citizen' }
  }
}
