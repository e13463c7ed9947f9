/** The facts of a request that rules may ask about (dispatch, deadlines, signing, marks). */
import type { FactRow } from '../condition.ts'
import type { Context } from '../kernel.ts'
import { markOfGroup, urgencyOf } from '../mark/mark.ts'
import type { ServiceRequest } from './state.ts'

export type Matter = Pick<
  ServiceRequest,
  'type' | 'category' | 'categoryPath' | 'channel' | 'medium' | 'marks' | 'place' | 'affected' | 'confidential'
>

export function matterFacts(matter: Matter, ctx: Pick<Context, 'policy'>, firm: boolean): FactRow {
  return {
    type: matter.type,
    category: matter.category,
    categoryPath: matter.categoryPath,
    channel: matter.channel,
    medium: matter.medium,
    urgency: urgencyOf(matter.marks, ctx),
    desk: markOfGroup(matter.marks, 'desk', ctx)?.kind,
    marks: matter.marks.map((m) => m.kind),
    complex: matter.marks.some((m) => m.kind === 'hard'),
    region: matter.place.region,
    affected: matter.affected?.high ?? matter.affected?.low,
    enterprise: firm,
    confidential: matter.confidential,
  }
}

export const isFirm = ({ requester }: Pick<ServiceRequest, 'requester'>) => requester.kind === 'firm'
