import type { ReviewDecision } from '@huying/core/visit/state'
import { DECISION_WORDS } from '@huying/core/visit/words'

interface Decision {
  code: ReviewDecision
  label: string
  /** What is said about it once done. */
  done: string
  /** Reasons that are one click. */
  notes: readonly string[]
}

const ORDERED: readonly Omit<Decision, 'label'>[] = [
  { code: 'redo', done: '已发回重办', notes: ['请重新核查并联系诉求人', '请拿出新的办理方案'] },
  { code: 'explain', done: '已定为充分解释', notes: ['政策不支持，已向诉求人解释', '诉求超出合理范围，已解释'] },
  { code: 'second', done: '已安排二次回访', notes: ['有后续环节，到期再访', '诉求人要求稍后再谈'] },
  {
    code: 'not_attributable',
    done: '已定为非单位责任',
    notes: ['不满意的是政策本身', '非承办单位原因造成', '与本件诉求无关'],
  },
  { code: 'accept', done: '已定为不再重办', notes: ['问题实际已解决', '诉求人表示不再追究'] },
]

/** What 回访审核 may decide, in the order of its keys; only sending back needs no reason. */
export const DECISIONS: readonly Decision[] = ORDERED.map((one) => ({ ...one, label: DECISION_WORDS[one.code] }))
