import { spanText } from '../../time.ts'
import { CONTACT_PURPOSES, CONTACT_RESULTS, PROGRESS_KINDS, RESOLUTION_WORDS } from '../../words.ts'
import { joined, lengthWord, sentTo, untilText, type Reading, type Sentence } from './parts.ts'

/** Events told here. */
export const HANDLING = [
  'signed',
  'subbed',
  'took',
  'contacted',
  'progressed',
  'replied',
  'submitted',
  'unsubmitted',
  'awaits_assists',
  'approved',
  'declined',
  'return_requested',
  'extension_requested',
  'pause_requested',
  'continued',
  'ruling_requested',
  'unreasonable_claimed',
] as const

/** What the unit does. */
export function handling({ line, order, words }: Reading<(typeof HANDLING)[number]>): Sentence | undefined {
  switch (line.type) {
    case 'signed': {
      const sent = order.assignments.find(({ no }) => no === line.body.assignment)?.sentAt
      return { title: '签收', why: sent === undefined ? undefined : `用时 ${spanText(line.at - sent)}`, kind: 'stage' }
    }
    case 'subbed':
      return { title: '分办至', rest: sentTo(line.body.sent, words) }
    case 'took':
      return { title: '交接给', rest: line.body.name, why: line.body.why }
    case 'contacted':
      return {
        title: `联系诉求人（${CONTACT_RESULTS[line.body.result]}）`,
        why: joined([CONTACT_PURPOSES[line.body.purpose], line.body.note]),
      }
    case 'progressed':
      return { title: PROGRESS_KINDS[line.body.kind], why: joined([line.body.text, line.body.tell && '已告知诉求人']) }
    case 'replied':
      return {
        title: '拟写答复',
        rest: `（${RESOLUTION_WORDS[line.body.reply.solved]}）`,
        why: joined([
          line.body.reply.isTrue ? '属实' : '不属实',
          line.body.reply.unsolvedReason && words.reasonName('unsolved', line.body.reply.unsolvedReason),
        ]),
        quote: line.body.reply.public,
      }
    case 'submitted':
      return { title: '提交办结', kind: 'stage' }
    case 'unsubmitted':
      return { title: '收回已提交的答复', rest: '，继续办理' }
    case 'awaits_assists':
      return { title: '等待协办单位反馈', minor: true }
    case 'approved':
      return {
        title: '签批',
        rest: '同意',
        why: joined([
          line.body.approval.sealed && '已加盖公章',
          line.body.approval.filedBy && `纸质签批，${line.body.approval.filedBy}登记扫描件`,
        ]),
      }
    case 'declined':
      return { title: '签批', rest: '退回修改', why: line.body.why }
    case 'return_requested':
      return {
        title: '申请退单',
        rest: `：${words.reasonName('return', line.body.reason)}`,
        why: joined([
          line.body.facts && `事实：${line.body.facts}`,
          line.body.basis && `依据：${line.body.basis}`,
          line.body.suggested && `建议：${words.unitShort(line.body.suggested)}`,
        ]),
      }
    case 'extension_requested':
      return {
        title: '申请延期',
        rest: ` ${lengthWord(line.body.length)}`,
        why: joined([words.reasonName('extension', line.body.reason), line.body.text, line.body.told && '已告知诉求人']),
      }
    case 'pause_requested':
      return {
        title: '申请暂停计时',
        why: joined([
          words.reasonName('pause', line.body.reason),
          line.body.text,
          line.body.nextUpdate && `下次更新 ${line.body.nextUpdate}`,
        ]),
      }
    case 'continued':
      return { title: '恢复计时', rest: untilText(line.body.clocks) }
    case 'ruling_requested':
      return {
        title: '申请会商',
        why: joined([line.body.text, line.body.suggested && `建议：${words.unitShort(line.body.suggested)}`]),
      }
    case 'unreasonable_claimed':
      return { title: '申请无理诉求认定', why: line.body.basis }
  }
}
