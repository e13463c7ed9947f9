/** Bars that several commands of a request share. */
import { bar, type Refusal } from '../kernel.ts'
import { isSettled, type ServiceRequest } from './state.ts'

export const STAGE_WORDS: Record<ServiceRequest['stage'], string> = {
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

/** Registered and not yet answered, refused, transferred or sent to a unit. */
export function unsettled(request: ServiceRequest, action: string): Refusal | undefined {
  if (request.stage === 'registered') return undefined
  if (request.stage === 'pending') return bar('stage', `不能${action}：请先审核受理这件来件`, { instead: 'request.accept' })
  return bar('stage', `不能${action}：这件诉求${STAGE_WORDS[request.stage]}`)
}

/** Something is still owed to the person. */
export const running = (request: ServiceRequest, action: string): Refusal | undefined =>
  isSettled(request)
    ? bar('stage', `不能${action}：这件诉求${STAGE_WORDS[request.stage]}。可登记为新诉求`, { instead: 'request.register' })
    : undefined
