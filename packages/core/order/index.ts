/** 工单 as one aggregate. The list of its commands is its state table: API, buttons, rights and manual are read from it. */
import { eraseOf } from '../erase.ts'
import type { Aggregate } from '../kernel.ts'
import { orderContribution } from '../measure/contribution.ts'
import { alarm } from './commands/alarm.ts'
import { approve } from './commands/approve.ts'
import { fileApproval } from './commands/file_approval.ts'
import { archive } from './commands/archive.ts'
import { claim } from './commands/claim.ts'
import { claimUnreasonable } from './commands/claim_unreasonable.ts'
import { contactCitizen } from './commands/contact_citizen.ts'
import { continueClock } from './commands/continue.ts'
import { correct } from './commands/correct.ts'
import { dispatch } from './commands/dispatch.ts'
import { giveRuling } from './commands/give_ruling.ts'
import { handOn } from './commands/hand_on.ts'
import { hear } from './commands/hear.ts'
import { join } from './commands/join.ts'
import { leave } from './commands/leave.ts'
import { mark } from './commands/mark.ts'
import { merge } from './commands/merge.ts'
import { mirror } from './commands/mirror.ts'
import { mirrorMark } from './commands/mirror_mark.ts'
import { open } from './commands/open.ts'
import { pause } from './commands/pause.ts'
import { recall } from './commands/recall.ts'
import { recalculate } from './commands/recalculate.ts'
import { redispatch } from './commands/redispatch.ts'
import { redo } from './commands/redo.ts'
import { release } from './commands/release.ts'
import { reopen } from './commands/reopen.ts'
import { reply } from './commands/reply.ts'
import { reportProgress } from './commands/report_progress.ts'
import { requestExtension } from './commands/request_extension.ts'
import { requestReturn } from './commands/request_return.ts'
import { requestRuling } from './commands/request_ruling.ts'
import { review } from './commands/review.ts'
import { ruleExtension } from './commands/rule_extension.ts'
import { rulePause } from './commands/rule_pause.ts'
import { ruleReturn } from './commands/rule_return.ts'
import { ruleUnreasonable } from './commands/rule_unreasonable.ts'
import { settle } from './commands/settle.ts'
import { sign } from './commands/sign.ts'
import { split } from './commands/split.ts'
import { subDispatch } from './commands/sub_dispatch.ts'
import { unmark } from './commands/unmark.ts'
import { voidOrder } from './commands/void.ts'
import { waive } from './commands/waive.ts'
import type { OrderEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { orderJobs } from './jobs.ts'
import type { Order } from './state.ts'
import { orderTimers } from './timers.ts'

export const order: Aggregate<Order, OrderEvent> = {
  noun: 'order',
  commands: [
    claim,
    release,
    dispatch,
    redispatch,
    recall,
    sign,
    subDispatch,
    handOn,
    requestReturn,
    ruleReturn,
    requestRuling,
    giveRuling,
    contactCitizen,
    reportProgress,
    requestExtension,
    ruleExtension,
    pause,
    rulePause,
    continueClock,
    reply,
    approve,
    fileApproval,
    review,
    waive,
    reopen,
    archive,
    merge,
    split,
    voidOrder,
    mark,
    unmark,
    correct,
    claimUnreasonable,
    ruleUnreasonable,
    open,
    join,
    leave,
    settle,
    hear,
    mirror,
    mirrorMark,
    redo,
    alarm,
    recalculate,
    eraseOf('order'),
  ],
  evolve,
  timers: orderTimers,
  jobs: orderJobs,
  contribution: orderContribution,
}
