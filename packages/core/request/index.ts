/** 诉求 as one aggregate. */
import type { Aggregate, Contribution, Job } from '../kernel.ts'
import { requestContribution } from '../measure/contribution.ts'
import { accept } from './commands/accept.ts'
import { answer } from './commands/answer.ts'
import { append } from './commands/append.ts'
import { askProgress } from './commands/ask_progress.ts'
import { correct } from './commands/correct.ts'
import { askErasure, eraseAgain, ruleErasure } from './commands/erase.ts'
import { expire } from './commands/expire.ts'
import { exclude } from './commands/exclude.ts'
import { forward } from './commands/forward.ts'
import { importHistory } from './commands/import.ts'
import { link } from './commands/link.ts'
import { mark } from './commands/mark.ts'
import { rate } from './commands/rate.ts'
import { recalculate } from './commands/recalculate.ts'
import { refuse } from './commands/refuse.ts'
import { register } from './commands/register.ts'
import { reopen } from './commands/reopen.ts'
import { reply } from './commands/reply.ts'
import { settle } from './commands/settle.ts'
import { splitOff } from './commands/split_off.ts'
import { transfer } from './commands/transfer.ts'
import { unmark } from './commands/unmark.ts'
import { urge } from './commands/urge.ts'
import { voidRequest } from './commands/void.ts'
import { withdraw } from './commands/withdraw.ts'
import type { RequestEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { requestJobs } from './jobs.ts'
import type { ServiceRequest } from './state.ts'

export const request: Aggregate<ServiceRequest, RequestEvent> = {
  noun: 'request',
  commands: [
    register,
    accept,
    answer,
    refuse,
    transfer,
    forward,
    urge,
    append,
    askProgress,
    withdraw,
    rate,
    mark,
    unmark,
    correct,
    voidRequest,
    importHistory,
    link,
    reply,
    settle,
    splitOff,
    reopen,
    exclude,
    recalculate,
    askErasure,
    ruleErasure,
    eraseAgain,
    expire,
  ],
  evolve,
  timers: () => [],
  jobs: (state: ServiceRequest, event: RequestEvent): Job[] => requestJobs(state, event),
  contribution: (state: ServiceRequest): Contribution => requestContribution(state),
}
