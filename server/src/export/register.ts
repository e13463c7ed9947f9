/** 月登记表: the export everybody knows, in the order everybody knows (people.md 4-10). Masked, capped, recorded. */
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { writeXlsx } from 'hucre/xlsx'

export const HEADS = [
  '序号',
  '工单编号',
  '受理时间',
  '来源',
  '类型',
  '事项',
  '标题',
  '内容',
  '承办单位',
  '派发时间',
  '签收时间',
  '办结时间',
  '是否按时',
  '是否满意',
] as const

export interface RegisterRow {
  order: Order
  title: string
  content: string
}

export function registerLine({ order, title, content }: RegisterRow, no: number, policy: Policy, now: Instant): string[] {
  const lead = leadOf(order)
  const clock = lead && closeClock(lead)
  const time = (at: Instant | undefined) => (at === undefined ? '' : formatInstant(at))
  const good = order.members.map((m) => m.settled?.good).filter((g) => g !== undefined)
  return [
    String(no),
    order.number,
    time(order.members[0]?.acceptedAt),
    policy.label('channels', order.channel),
    policy.label('types', order.type),
    policy.category(order.category)?.name ?? order.category,
    title,
    content,
    lead ? (policy.unit(lead.unit)?.name ?? lead.unit) : '',
    time(order.dispatchedAt),
    time(lead?.signedAt),
    time(order.closedAt),
    clock ? ((clock.stoppedAt ?? now) <= clock.due ? (clock.stoppedAt ? '是' : '在办') : '否') : '',
    good.length ? (good.every(Boolean) ? '是' : '否') : '',
  ]
}

/** Spreadsheet programs run what begins with these as a formula. */
const armed = /^[=+\-@\t\r]/
const cell = (text: string) => {
  const safe = armed.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const toCsv = (lines: string[][]) => `\uFEFF${[[...HEADS], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`

export async function toXlsx(lines: string[][], mark: string): Promise<Uint8Array> {
  const columns = HEADS.map((header, i) => ({
    header,
    key: `c${i}`,
    width: [6, 14, 17, 14, 8, 14, 28, 50, 20, 17, 17, 17, 10, 10][i] ?? 12,
  }))
  const data = [...lines.map((line) => Object.fromEntries(line.map((text, i) => [`c${i}`, text]))), { c0: mark }]
  return writeXlsx({ sheets: [{ name: '工单登记表', columns, data }] })
}
