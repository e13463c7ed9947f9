/**
 * 审计记录 that a life leaves beside its journal: whoever called somebody looked at the number before, and signed in that day. Each with
 * the hash that every record carries.
 */
import { dayOf } from '@huying/core/calendar'
import type { Order } from '@huying/core/order/state'
import type { Engine } from '@huying/simulate/engine'
import { type AuditNote, recordOf } from '../audit/note.ts'
import { recordHash } from '../seal/records.ts'
import type { SealProvider } from '../seal/provider.ts'
import type { Columns } from '../shell/rows.ts'
import type { Table } from '../shell/tables.ts'

export const AUDIT: Table = {
  table: 'audit',
  columns: {
    audit_id: 'uuid',
    at: 'timestamptz',
    actor: 'text',
    post: 'text',
    kind: 'text',
    object: 'text',
    detail: 'jsonb',
    hash: 'bytea',
  },
}

/** `signedIn` holds each person's days, and is added to. */
export function* looksOf(
  crypto: SealProvider,
  centre: string,
  { journal, rows }: Pick<Engine, 'journal' | 'rows'>,
  signedIn: Set<string>,
): Generator<Columns> {
  const looked = new Set<string>()
  for (const { type, stream, actor, post, at } of journal) {
    if (type !== 'contacted' || looked.has(`${stream} ${actor}`)) continue
    looked.add(`${stream} ${actor}`)
    const order = rows.get('order')?.get(stream)?.state as Order | undefined
    const [member] = order?.members ?? []
    if (!order || !member) continue
    const noted = (what: Pick<AuditNote, 'kind' | 'object' | 'detail'>) => {
      const record = recordOf({ ...what, actor, post }, at)
      return { ...record, hash: recordHash(crypto, 'audit', centre, record) }
    }
    const day = `${actor} ${dayOf(at)}`
    if (!signedIn.has(day)) yield noted({ kind: 'login' })
    signedIn.add(day)
    yield noted({ kind: 'reveal', object: member.id, detail: { why: `办理 ${order.number}`, order: order.id } })
  }
}
