/** 保存期限: which kinds of records have a term, counted from when, and what happens when it is over. Terms are the city's (`retention`). */
import { dayOf, formatDay, parseDay, startOf } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { Pack } from '../policy/schema.ts'

export const DISPOSED = {
  personal: {
    label: '诉求、工单中的个人信息',
    per: '年',
    from: '办结',
    then: '永久删除个人信息、附件和照片；事项、经过、统计和审计链保留',
  },
  confidential: {
    label: '保密件中的个人信息',
    per: '年',
    from: '办结',
    then: '永久删除个人信息、附件和照片；事项、经过、统计和审计链保留',
  },
  files: { label: '附件、照片', per: '年', from: '办结', then: '永久删除内容；名称、校验值和上传记录保留' },
  messages: { label: '短信内容', per: '年', from: '发送', then: '永久删除号码和内容；何时发送、是否送达保留' },
  drafts: { label: '未提交的草稿', per: '天', from: '最后保存', then: '删除草稿' },
} as const
export type Disposed = keyof typeof DISPOSED
export const DISPOSED_KINDS = Object.keys(DISPOSED) as Disposed[]

/** Kept for ever: the chain proves them, and they identify nobody. */
export const PERMANENT = [
  { label: '办理经过和审计链', why: '不含个人信息原文；删去任何一步，审计链即不完整' },
  { label: '审计记录', why: '《网络安全法》第二十一条要求不少于六个月，本系统永久保存' },
  { label: '统计数据和已印发的通报', why: '不含个人信息；已公布的数字须始终可以核对' },
] as const

/** What lay still before this moment is due; undefined where the city has set no term. */
export function dueBefore(retention: Pack['retention'], kind: Disposed, now: Instant): Instant | undefined {
  const keep = retention?.[kind]?.value
  if (keep === undefined) return undefined
  const today = dayOf(now)
  if (DISPOSED[kind].per === '天') return startOf((today - keep) as typeof today)
  const [year = 0, rest = ''] = [Number(formatDay(today).slice(0, 4)), formatDay(today).slice(4)]
  return startOf(parseDay(`${year - keep}${rest === '-02-29' ? '-02-28' : rest}`))
}
