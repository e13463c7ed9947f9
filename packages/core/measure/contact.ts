/** 来电: offered, answered, answered within 15 seconds (GB/T 33358), and each call's one disposition. */
import type { ContactRecord } from '../contact/state.ts'
import type { Contribution } from '../kernel.ts'
import { one, spread } from './spread.ts'

const SOON = 15_000

export function contactContribution(contact: ContactRecord): Contribution {
  const { answeredAt } = contact
  const call = contact.medium === 'phone'
  return spread(
    contact.startedAt,
    [
      ['all', 'all'],
      ['channel', contact.channel],
      ['line', contact.line],
      ['disposition', contact.disposition ?? (contact.stage === 'missed' ? 'missed' : 'none')],
    ],
    {
      contacts: 1,
      calls: one(call),
      calls_answered: one(call && answeredAt !== undefined),
      calls_answered_15s: one(call && answeredAt !== undefined && answeredAt - contact.startedAt <= SOON),
    },
  )
}
