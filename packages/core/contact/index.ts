/** 来电 / 来件 as one aggregate. */
import { eraseOf } from '../erase.ts'
import type { Aggregate } from '../kernel.ts'
import { contactContribution } from '../measure/contribution.ts'
import { answer } from './commands/answer.ts'
import { finish } from './commands/finish.ts'
import { miss } from './commands/miss.ts'
import { open } from './commands/open.ts'
import { settle } from './commands/settle.ts'
import { unsettle } from './commands/unsettle.ts'
import type { ContactEvent } from './events.ts'
import { evolve } from './evolve.ts'
import type { ContactRecord } from './state.ts'

export const contact: Aggregate<ContactRecord, ContactEvent> = {
  noun: 'contact',
  commands: [open, answer, finish, miss, settle, unsettle, eraseOf('contact')],
  evolve,
  timers: () => [],
  jobs: () => [],
  contribution: contactContribution,
}
