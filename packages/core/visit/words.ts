/** The words of a call-back's stages and of what its review decides (terms.md 2), for screens and for files. */
import type { ReviewDecision, VisitStage } from './state.ts'

export const VISIT_WORDS: Readonly<Record<VisitStage, string>> = {
  due: '待回访',
  calling: '回访中',
  again: '约定再访',
  unreached: '未联系上',
  done: '已回访',
}
export const DECISION_WORDS: Readonly<Record<ReviewDecision, string>> = {
  redo: '发回重办',
  explain: '充分解释',
  second: '二次回访',
  not_attributable: '非单位责任',
  accept: '不再重办',
}
