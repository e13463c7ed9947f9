/** Photographs and scans cited by a reply or a sign-off must be there and belong to this order. */
import { bar, type Context, type Refusal } from '../kernel.ts'
import type { Order, Scan } from './state.ts'

export const attachedBar = (order: Order, ids: readonly string[], field: string, ctx: Context): Refusal | undefined =>
  ids.every((id) => ctx.facts.attachments?.[id]?.order === order.id)
    ? undefined
    : bar('not_found', '没有这个附件，请重新上传后再引用', { field })

export function scanOf(id: string | undefined, ctx: Context): Scan | undefined {
  const found = id === undefined ? undefined : ctx.facts.attachments?.[id]
  return id !== undefined && found ? { attachment: id, sha256: found.sha256, size: found.size } : undefined
}
