/** 保全 and 到期清理 as rows. */
import type { FactRow } from '@huying/core/condition'
import type { Disposal } from '@huying/core/disposal/disposal'
import type { Hold } from '@huying/core/hold/hold'
import { ts } from '../db.ts'
import { searchOf } from '../request/row.ts'
import type { RowSpec } from '../shell/rows.ts'

export const holdRow: Omit<RowSpec<Hold>, 'scope'> = {
  table: 'legal_hold',
  columns: {
    ...{ stage: 'text', subject: 'text', stream_id: 'uuid', number: 'text', number_digest: 'lookup' },
    ...{ placed_at: 'timestamptz', search: 'tsvector' },
  },
  numbers: ({ person }) => ({ number_digest: person }),
  row: (h) => ({
    ...{ stage: h.stage, subject: h.on, stream_id: h.stream ?? null, number: h.number ?? null },
    placed_at: ts(h.placedAt),
    search: searchOf([h.document]),
  }),
}
export const holdScope = ({ stage }: Hold): FactRow => ({ stage })

export const disposalRow: Omit<RowSpec<Disposal>, 'scope'> = {
  table: 'disposal',
  columns: { stage: 'text', asked_at: 'timestamptz' },
  row: (d) => ({ stage: d.stage, asked_at: ts(d.askedAt) }),
}
export const disposalScope = ({ stage }: Disposal): FactRow => ({ stage })
