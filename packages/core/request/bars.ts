/** Bars that several commands of a request share. */
import { bar, type Refusal } from '../kernel.ts'
import { isSettled, type ServiceRequest } from './state.ts'
import { REQUEST_WORDS } from './words.ts'

/** Registered and not yet answered, refused, transferred or sent to a unit. */
export function unsettled(request: ServiceRequest, action: string): Refusal | undefined {
  if (request.stage === 'registered') return undefined
  if (request.stage === 'pending') return bar('stage', `不能${action}：请先审核受理这件来件`, { instead: 'request.accept' })
  return bar('stage', `不能${action}：这件诉求${REQUEST_WORDS[request.stage]}`)
}

/** Something is still owed to the person. */
export const running = (request: ServiceRequest, action: string): Refusal | undefined =>
  isSettled(request)
    ? bar('stage', `不能${action}：这件诉求${REQUEST_WORDS[request.stage]}。可登记为新诉求`, { instead: 'request.register' })
    : undefined
