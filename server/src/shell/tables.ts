/**
 * What a write is as rows of tables: which columns of which type, and what they hold. One home for the statement of a command
 * (commit.ts) and for copying (seed/copy.ts), so that neither forgets a column of the other. Bytes stand as base64.
 */
import type { Noun } from '@huying/core/kernel'
import { ASSIGNMENT_COLUMNS } from '../order/row.ts'
import type { Writes } from './commit.ts'
import { type Columns, ROWS } from './rows.ts'

export interface Table {
  table: string
  /** Column → SQL type, in the order of the insert; `centre_id` comes before them. */
  columns: Record<string, string>
}

export const nounTable = (noun: Noun): Table => ({
  table: ROWS[noun].table,
  columns: { id: 'uuid', revision: 'integer', state: 'jsonb', ...ROWS[noun].columns },
})
export const nounRow = ({ columns, id, revision, state }: Writes['rows'][number]): Columns => ({ ...columns, id, revision, state })

export const ASSIGNMENT: Table = { table: 'assignment', columns: ASSIGNMENT_COLUMNS }

/** Apart from `recorded_at`, which is the same for all of a write. */
export const EVENT: Table = {
  table: 'event',
  columns: {
    noun: 'text',
    stream: 'uuid',
    seq: 'integer',
    type: 'text',
    at: 'timestamptz',
    actor: 'text',
    post: 'text',
    body: 'jsonb',
    hash: 'bytea',
  },
}

export const TEXT: Table = {
  table: 'text_value',
  columns: {
    text_id: 'uuid',
    kind: 'text',
    digest: 'text',
    proof: 'text',
    body: 'text',
    sealed: 'bytea',
    key: 'bytea',
    key_id: 'smallint',
  },
}
export const textRow = ({ id, kind, digest, proof, body, sealed, key, keyId }: Writes['texts'][number]): Columns => ({
  ...{ text_id: id, kind, digest, proof, body, key_id: keyId },
  sealed: sealed?.toString('base64') ?? null,
  key: key?.toString('base64') ?? null,
})

export const JOB: Table = {
  table: 'job',
  columns: {
    key: 'text',
    owner: 'text',
    noun: 'text',
    stream: 'uuid',
    command: 'text',
    input: 'jsonb',
    due_at: 'timestamptz',
    cause: 'text',
  },
}

export const DELTA: Table = { table: 'delta', columns: { changes: 'jsonb' } }
