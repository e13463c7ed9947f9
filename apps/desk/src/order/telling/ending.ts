import { RESOLUTION_WORDS, SETTLED_WORDS, VOID_WORDS } from '../../words.ts'
import { joined, numberOf, sentTo, type Reading, type Sentence } from './parts.ts'

/** Events told here. */
export const ENDING = [
  'reviewing',
  'reviewed',
  'round_opened',
  'redo_joined',
  'settled',
  'closed',
  'archived',
  'merged',
  'split',
  'voided',
  'erased',
] as const

/** Review, call-back, the end, another round. */
export function ending({ line, order, words }: Reading<(typeof ENDING)[number]>): Sentence | undefined {
  switch (line.type) {
    case 'reviewing':
      return { title: '转入审核', minor: true }
    case 'reviewed':
      return { title: '审核通过', rest: '，答复诉求人并转回访', why: RESOLUTION_WORDS[line.body.solved], kind: 'stage' }
    case 'round_opened':
      return {
        title: line.body.round.kind === 'redo' ? `发回${words.term('redo', '重办')}（第 ${line.body.round.no - 1} 次）` : '重启',
        rest: sentTo(line.body.sent, words),
        why: joined([line.body.round.reason && words.reasonName('dissatisfied', line.body.round.reason), line.body.round.why]),
        kind: 'stage',
      }
    case 'redo_joined':
      return { title: `并入本次${words.term('redo', '重办')}`, rest: `：${line.body.requests.map((id) => numberOf(order, id)).join('、')}` }
    case 'settled':
      return {
        title: SETTLED_WORDS[line.body.how] ?? '诉求办结',
        rest: ` ${numberOf(order, line.body.request)}`,
        why: joined([
          line.body.solved && RESOLUTION_WORDS[line.body.solved],
          line.body.good !== undefined && (line.body.good ? '满意' : '不满意'),
        ]),
        kind: 'citizen',
      }
    case 'closed':
      return { title: '办结', kind: 'stage' }
    case 'archived':
      return { title: '归档', why: line.body.cause && `成因：${words.reasonName('cause', line.body.cause)}` }
    case 'merged':
      return { title: '并入', rest: `${words.term('order', '工单')} ${line.body.number}`, why: line.body.why, kind: 'stage' }
    case 'erased':
      return { title: '诉求的个人信息已删除', minor: true }
    case 'split':
      return { title: '拆出', rest: `诉求 ${numberOf(order, line.body.request)}`, why: line.body.why }
    case 'voided':
      return {
        title: '作废',
        why: joined([VOID_WORDS[line.body.reason] ?? SETTLED_WORDS[line.body.reason], line.body.note]),
        kind: 'stage',
      }
  }
}
