import type { Catalogue } from '../catalogue.ts'
import { POST_WORDS, UNIT_POSTS } from '../words.ts'
import type { Line, OrderState } from './types.ts'

/** Rulings come from the level above the assignment they concern. */
const FROM_ABOVE = new Set(['return_ruled', 'extension_ruled', 'pause_ruled', 'accepted', 'sent_back', 'moved', 'recalled'])

function unitOf(line: Line, order: OrderState, words: Catalogue): string {
  if (!UNIT_POSTS.has(line.post)) return words.term('centre', '热线中心')
  const no = 'assignment' in line.body ? line.body.assignment : undefined
  const assignment = order.assignments.find((one) => one.no === no)
  const parent = order.assignments.find((one) => one.no === assignment?.parent)
  return words.unitShort(FROM_ABOVE.has(line.type) && parent ? parent.unit : line.unit)
}

/** County, 联络员, name: whose act a line of the timeline was. */
export function whoDid(line: Line, order: OrderState, words: Catalogue): string {
  if (line.post === 'system') return '系统'
  if (line.post === 'citizen') return '诉求人'
  const person = 'by' in line.body && typeof line.body.by === 'string' ? line.body.by : ''
  const post = words.term(`post.${line.post}`, POST_WORDS[line.post] ?? '')
  return [unitOf(line, order, words), post, person].filter(Boolean).join(' ')
}
