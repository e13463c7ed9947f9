/** 回访 as one aggregate. */
import { eraseOf } from '../erase.ts'
import type { Aggregate } from '../kernel.ts'
import { again } from './commands/again.ts'
import { cancel } from './commands/cancel.ts'
import { correct } from './commands/correct.ts'
import { handOn } from './commands/hand_on.ts'
import { open } from './commands/open.ts'
import { record } from './commands/record.ts'
import { release } from './commands/release.ts'
import { review } from './commands/review.ts'
import { selfRate } from './commands/self_rate.ts'
import { start } from './commands/start.ts'
import { unreached } from './commands/unreached.ts'
import type { VisitEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { visitJobs } from './jobs.ts'
import type { Visit } from './state.ts'

export const visit: Aggregate<Visit, VisitEvent> = {
  noun: 'visit',
  commands: [start, record, unreached, again, release, handOn, review, correct, open, selfRate, cancel, eraseOf('visit')],
  evolve,
  timers: () => [],
  jobs: visitJobs,
  contribution: () => ({}),
}
