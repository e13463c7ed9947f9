/** The words of a task's stages and kinds (terms.md 1, 2), for screens and for files. */
import type { Task } from './task.ts'

export const TASK_WORDS: Readonly<Record<Task['stage'], string>> = {
  planned: '未到下达时间',
  todo: '待办',
  done: '已完成',
  cancelled: '已取消',
  dropped: '未下达',
}

/** Kinds that a post may open; the others follow from the work itself. */
export const OPENED_KINDS: Readonly<Record<string, string>> = {
  part: '子任务',
  promise: '承诺',
  milestone: '里程碑',
  inspection: '排查任务',
  rectification: '整改任务',
}
export const TASK_KINDS: Readonly<Record<string, string>> = {
  no_answer: '口径补录',
  entry_review: '口径续审',
  network: '承办网络补录',
  bulletin_check: '通报核对',
  bulletin_text: '通报供稿',
  loop_gap: '闭环补齐',
  ...OPENED_KINDS,
}
