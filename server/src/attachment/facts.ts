/** What a decision may know of the files that an input cites. */
import type { Facts } from '@huying/core/kernel'
import { type Db, uuidOf } from '../db.ts'
import { attachmentsById } from './store.ts'

export async function citedAttachments(db: Db, centre: string, ids: readonly string[]): Promise<Facts['attachments']> {
  const cited = await attachmentsById(db, centre, ids)
  return Object.fromEntries(cited.map(({ id, order, sha256, size }) => [id, { order, sha256, size }]))
}

/**
 * Files of an order or a request that go with its erasure; undefined of an order that also served somebody who was not erased. `input.request`:
 * the one whose erasure this is part of.
 */
export async function contentsOf(db: Db, centre: string, stream: string, input: unknown): Promise<string[] | undefined> {
  const { request, only, kind } = input as { request?: string; only?: 'files'; kind?: string }
  const { rows } = await db.query<{ files: string[]; shared: boolean }>({
    name: 'contents',
    text: `select array(select f.id from (
          select attachment_id as id from attachment where centre_id = $1 and order_id = $2::uuid
          union all select photo_id from request_photo where centre_id = $1 and request_id = $2::uuid) f
        where not exists (select 1 from erased_file e where e.centre_id = $1 and e.file_id = f.id) order by 1)::text[] as files,
      exists (select 1 from work_order o cross join lateral jsonb_array_elements(o.state->'members') m
        join service_request r on r.centre_id = o.centre_id and r.id = (m->>'id')::uuid
        where o.centre_id = $1 and o.id = $2::uuid and r.id is distinct from $3::uuid and not r.state ? 'erasedAt'
          and not ($4::boolean and r.state ? 'filesErasedAt')) as shared`,
    values: [centre, stream, uuidOf(request ?? ''), only === 'files' || kind === 'files'],
  })
  return rows[0]?.shared ? undefined : rows[0]?.files
}
