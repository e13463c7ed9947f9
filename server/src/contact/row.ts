/** 来电来件 as a row. */
import type { ContactRecord } from '@huying/core/contact/state'
import type { RowSpec } from '../shell/rows.ts'
import { ts } from '../db.ts'

export const contactRow: RowSpec<ContactRecord> = {
  table: 'contact',
  columns: { stage: 'text', channel: 'text', number_digest: 'lookup', agent: 'text', disposition: 'text', started_at: 'timestamptz' },
  numbers: (c) => ({ number_digest: c.erasedAt === undefined ? c.number : undefined }),
  row: (c) => ({
    stage: c.stage,
    channel: c.channel,
    agent: c.agent?.user ?? null,
    disposition: c.disposition ?? null,
    started_at: ts(c.startedAt),
  }),
  scope: (c) => ({ agent: c.agent?.user, stage: c.stage, channel: c.channel }),
}
