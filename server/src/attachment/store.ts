/** Rows of attachments. */
import type { Instant } from '@huying/core/kernel'
import { type Db, isUuid, ts, uuidOf } from '../db.ts'
import type { SealProvider } from '../seal/provider.ts'
import { recordHash } from '../seal/records.ts'
import type { Kind } from './kinds.ts'

export interface Attachment {
  id: string
  order: string
  sha256: string
  type: Kind
  size: number
  name: string
  unit: string
  user: string
  by: string
  at: Instant
  /** 1, and one more for each replacement; the versions before stay. */
  version: number
  replaces?: string
}

const COLUMNS =
  'attachment_id as id, order_id as "order", sha256, type, size, name, unit, user_id as "user", by_name as by, at, version, replaces'

/** Keeps what it is with its hash. False where the version it replaces was replaced by another meanwhile. */
export async function addAttachment(db: Db, crypto: SealProvider, centre: string, a: Attachment): Promise<boolean> {
  const { id, order, user, by, at, replaces, ...rest } = a
  const row = { attachment_id: id, order_id: order, user_id: user, by_name: by, at: ts(at), replaces: replaces ?? null, ...rest }
  const { rowCount } = await db.query({
    name: 'add_attachment',
    text: `insert into attachment (centre_id, hash, attachment_id, order_id, sha256, type, size, name, unit, user_id, by_name, at, version, replaces)
      select $1, decode($2, 'base64'), r.* from jsonb_to_record($3::jsonb) as r(attachment_id uuid, order_id uuid, sha256 text, type text,
        size int, name text, unit text, user_id text, by_name text, at timestamptz, version int, replaces uuid)
      on conflict (centre_id, replaces) where replaces is not null do nothing`,
    values: [centre, recordHash(crypto, 'attachment', centre, row), JSON.stringify(row)],
  })
  return rowCount === 1
}

export async function attachmentsOf(db: Db, centre: string, order: string): Promise<Attachment[]> {
  const { rows } = await db.query<Attachment>({
    name: 'attachments_of',
    // With the photographs that the persons gave, but for those whose person is hidden from units.
    text: `select ${COLUMNS} from attachment where centre_id = $1 and order_id = $2::uuid
      union all
      select p.photo_id, o.id, p.sha256, p.type, p.size, '照片', '', '', '诉求人', p.at, 1, null
      from work_order o cross join lateral jsonb_array_elements(o.state->'members') m
        join request_photo p on p.centre_id = o.centre_id and p.request_id = (m->>'id')::uuid
      where o.centre_id = $1 and o.id = $2::uuid and m->'to' is null and not (m->>'confidential')::boolean
      order by at, id`,
    values: [centre, uuidOf(order)],
  })
  return rows
}

/** What the given ids are: facts for a decision that cites them. */
export async function attachmentsById(db: Db, centre: string, ids: readonly string[]): Promise<Attachment[]> {
  if (ids.length === 0) return []
  const { rows } = await db.query<Attachment>({
    name: 'attachments_by_id',
    text: `select ${COLUMNS} from attachment where centre_id = $1 and attachment_id = any($2::uuid[])`,
    values: [centre, ids.filter(isUuid)],
  })
  return rows
}
