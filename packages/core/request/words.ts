/** The words of a request's stages (terms.md 3), for refusals and for screens. */
import type { RequestStage } from './state.ts'

export const REQUEST_WORDS: Readonly<Record<RequestStage, string>> = {
  pending: '待审核',
  registered: '待分流',
  answered: '当场答复',
  refused: '不予受理',
  transferred: '已转接',
  linked: '转办中',
  replied: '待回访',
  closed: '已办结',
  withdrawn: '已撤回',
  void: '已作废',
  archived: '已归档',
}
