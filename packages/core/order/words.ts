/** The words of an order's and an assignment's stages (terms.md 3), for refusals and for screens. */
import type { AssignmentStage, OrderStage } from './state.ts'

export const ORDER_WORDS: Readonly<Record<OrderStage, string>> = {
  pooled: '待派发',
  dispatched: '待签收',
  working: '办理中',
  reviewing: '待审核',
  visiting: '待回访',
  closed: '已办结',
  archived: '已归档',
  void: '已作废',
}
export const ASSIGNMENT_WORDS: Readonly<Record<AssignmentStage, string>> = {
  sent: '待签收',
  working: '办理中',
  subbed: '已分办',
  returning: '退单待审',
  waiting: '待协办反馈',
  signing: '待签批',
  submitted: '待审核',
  sent_back: '驳回待改',
  accepted: '已通过',
  moved: '已改派',
  recalled: '已收回',
  waived: '协办免办',
}
