/** The words of a request's stages and of how it was solved (terms.md 2), for refusals, screens and files. */
import type { RequestStage, Resolution } from './state.ts'

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

export const RESOLUTION_WORDS: Readonly<Record<Resolution, string>> = {
  solved: '已解决',
  partly: '部分解决',
  phased: '阶段性办结',
  explained: '已解释',
  unsolved: '未解决',
}
