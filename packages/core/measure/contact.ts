/** 来电: offered, answered, answered within 15 seconds (GB/T 33358), and each call's one disposition. */
import type { ContactRecord, Disposition } from '../contact/state.ts'
import type { Contribution, Instant } from '../kernel.ts'
import { one, spread } from './spread.ts'

const SOON = 15_000
/** 无效来电: nobody spoke, somebody misdialled, somebody harasses. */
const INVALID: readonly (Disposition | undefined)[] = ['silent', 'misdialled', 'nuisance']

export function contactContribution(contact: ContactRecord): Contribution {
  const { answeredAt, startedAt, endedAt } = contact
  const call = contact.medium === 'phone'
  return spread(
    contact.startedAt,
    [
      ['all', 'all'],
      ['channel', contact.channel],
      ['line', contact.line],
      ['agent', contact.agent?.user],
      ['disposition', contact.disposition ?? (contact.stage === 'missed' ? 'missed' : 'none')],
    ],
    {
      contacts: 1,
      calls: one(call),
      calls_answered: one(call && answeredAt !== undefined),
      calls_answered_15s: one(call && answeredAt !== undefined && answeredAt - startedAt <= SOON),
      calls_invalid: one(call && INVALID.includes(contact.disposition)),
      wait_seconds: call && answeredAt !== undefined ? seconds(startedAt, answeredAt) : 0,
      talk_seconds: call && answeredAt !== undefined && endedAt !== undefined ? seconds(answeredAt, endedAt) : 0,
    },
  )
}

const seconds = (from: Instant, to: Instant) => Math.max(0, Math.floor((to - from) / 1000))
