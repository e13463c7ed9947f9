/** What a decision may know of the files that an input cites. */
import type { Facts } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import { attachmentsById } from './store.ts'

export async function citedAttachments(db: Db, centre: string, ids: readonly string[]): Promise<Facts['attachments']> {
  const cited = await attachmentsById(db, centre, ids)
  return Object.fromEntries(cited.map(({ id, order, sha256, size }) => [id, { order, sha256, size }]))
}
