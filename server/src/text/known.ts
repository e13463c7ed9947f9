/** Names and addresses of the people behind a thing, in full: where somebody writes them into free text they are masked there. */
import type { Noun } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import { isUuid } from '../db.ts'
import type { CryptoProvider, SealedValue } from './crypto.ts'

/** Requests whose people are known from a state: its own, its order's members, the one a call-back is about. */
function requestsOf(noun: Noun, state: unknown): string[] {
  const { id, request, members } = state as { id?: string; request?: string; members?: { id: string; to?: unknown }[] }
  if (noun === 'request') return id ? [id] : []
  if (noun === 'visit') return request ? [request] : []
  return noun === 'order' ? (members ?? []).filter((m) => m.to === undefined).map((m) => m.id) : []
}

export async function knownPeople(db: Db, centre: string, crypto: CryptoProvider, noun: Noun, state: unknown): Promise<string[]> {
  const requests = state === undefined ? [] : requestsOf(noun, state).filter(isUuid)
  if (!requests.length) return []
  const { rows } = await db.query<SealedValue>({
    name: 'known people',
    text: `select t.sealed, t.key, t.key_id as "keyId", t.digest as proof from service_request r join text_value t on t.centre_id = r.centre_id
        and t.text_id in ((r.state->'requester'->'name'->>'id')::uuid, (r.state->'requester'->'address'->>'id')::uuid)
      where r.centre_id = $1 and r.id = any($2::uuid[]) and t.key is not null`,
    values: [centre, requests],
  })
  return rows.map((row) => crypto.openValue(row))
}
