/** 通报 as one aggregate: an edition. It counts nothing itself; its figures are those of the facts it froze. */
import { plus } from '../calendar.ts'
import type { Aggregate } from '../kernel.ts'
import { ask } from './commands/ask.ts'
import { beginCheck } from './commands/begin_check.ts'
import { close } from './commands/close.ts'
import { confirm } from './commands/confirm.ts'
import { endCheck } from './commands/end_check.ts'
import { finalise } from './commands/finalise.ts'
import { freeze } from './commands/freeze.ts'
import { issue } from './commands/issue.ts'
import { object } from './commands/object.ts'
import { pass } from './commands/pass.ts'
import { reportLeak } from './commands/report_leak.ts'
import { rule } from './commands/rule.ts'
import { sendBack } from './commands/send_back.ts'
import { sendText } from './commands/send_text.ts'
import { submit } from './commands/submit.ts'
import { supersede } from './commands/supersede.ts'
import { voidEdition } from './commands/void.ts'
import { write } from './commands/write.ts'
import type { EditionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { editionJobs } from './jobs.ts'
import type { Edition } from './state.ts'

export const edition: Aggregate<Edition, EditionEvent> = {
  noun: 'edition',
  commands: [
    ...[close, freeze, ask, sendText, write, pass, beginCheck, object, rule, confirm, endCheck],
    ...[finalise, submit, issue, sendBack, supersede, reportLeak, voidEdition],
  ],
  evolve,
  timers: ({ stage, check }) =>
    stage === 'checking' && check && !check.ended ? [{ key: 'check', at: plus(check.due, 1), command: 'end_check', input: {} }] : [],
  jobs: editionJobs,
  contribution: () => ({}),
}
