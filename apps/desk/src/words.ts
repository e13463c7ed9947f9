/** Words of codes that the catalogue does not carry (terms.md 2–6). What a city may rename goes through `term()` of the catalogue. */
import type { ContactTry, Progress } from '@huying/core/order/state'
import type { ClockKind } from '@huying/core/policy/schema'

// The words of stages are the core's own: what a refusal says and what a list says are the same.
export { ASSIGNMENT_WORDS, ORDER_WORDS } from '@huying/core/order/words'
export { REQUEST_WORDS, RESOLUTION_WORDS } from '@huying/core/request/words'

export const CLOCK_WORDS: Readonly<Record<ClockKind, string>> = {
  dispatch: '派发',
  sign: '签收',
  contact: '首次联系',
  feedback: '反馈',
  close: '办结',
  redo: '重办',
  internal: '内部办理',
}

export const CONTACT_RESULTS: Readonly<Record<ContactTry['result'], string>> = {
  connected: '接通',
  no_answer: '无人接听',
  refused: '拒接',
  wrong_number: '号码错误',
  agreed_later: '约定再联系',
}

export const CONTACT_PURPOSES: Readonly<Record<ContactTry['purpose'], string>> = {
  first: '首次联系',
  feedback: '办理反馈',
  visit: '单位回访',
  thanks: '联系致谢',
}

export const PROGRESS_KINDS: Readonly<Record<Progress['kind'], string>> = {
  progress: '办理进展',
  feedback: '情况反馈',
  explanation: '解释说明',
  circular: '内部通报',
}

export const ROLE_WORDS = { lead: '主办', assist: '协办', sub: '子单' } as const
export const URGENCY_WORDS: Readonly<Record<string, string>> = { urgent: '紧急', major: '重大民生紧急' }
export const PENDING_WORDS: Readonly<Record<string, string>> = {
  return: '退单待审',
  extension: '延期待审',
  pause: '暂停待审',
  ruling: '待定责',
}

/** Buttons of commands, for sentences that name one which is not offered now; offered ones bring their word along. */
const COMMAND_WORDS: Readonly<Record<string, string>> = {
  'order.contact_citizen': '登记联系',
  'order.continue': '恢复计时',
  'order.pause': '申请暂停计时',
  'order.reply': '提交办结',
  'order.report_progress': '填报进展',
  'order.request_return': '申请退单',
  'order.review': '审核',
  'request.accept': '受理',
  'request.correct': '更正',
  'request.register': '登记',
  'request.urge': '催办',
  'visit.start': '开始回访',
}
export const commandWord = (command: string): string | undefined => COMMAND_WORDS[command]

/** Posts as the timeline names them (terms.md 7); a city may rename them with `post.<code>`. */
export const POST_WORDS: Readonly<Record<string, string>> = {
  agent: '话务员',
  agent_enterprise: '政企通专席',
  agent_deputy: '人大代表反映专席',
  supervisor_shift: '值班长',
  web_intake: '网上受理员',
  intake_review: '审核员',
  dispatcher: '派单员',
  dispatch_review: '派单审核员',
  visitor: '回访员',
  visit_review: '回访审核员',
  overseer: '督办员',
  centre_head: '负责人',
  business_admin: '业务管理员',
  county_officer: '区县派单员',
  county_review: '区县审核员',
  liaison: '联络员',
  handler: '经办人',
  unit_leader: '单位领导',
  unit_admin: '单位管理员',
  field: '现场人员',
}
export const UNIT_POSTS: ReadonlySet<string> = new Set([
  'county_officer',
  'county_review',
  'liaison',
  'handler',
  'unit_leader',
  'unit_admin',
  'field',
])

/** How a request of an order ended, as `settled` and `left` say it. */
export const SETTLED_WORDS: Readonly<Record<string, string>> = {
  visited: '回访完成',
  unreached: '未联系上',
  exempt: '无须回访',
  rated: '诉求人自行评价',
  withdrawn: '诉求人撤回',
  void: '已作废',
}

/** terms.md 4 `void` */
export const VOID_WORDS: Readonly<Record<string, string>> = { mistake: '误录', test: '测试', duplicate: '重复' }
