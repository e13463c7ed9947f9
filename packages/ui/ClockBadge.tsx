import { cx } from './fold.ts'
import { piePath } from './figures.ts'

export type ClockLevel = 'normal' | 'near' | 'over' | 'paused'

export interface ClockBadgeProps {
  level: ClockLevel
  /** Share of the time used, 0…1. */
  used?: number
  /** 剩 2 小时 50 分 · 已超 1 天 2 小时 · 暂停计时 · 等待鉴定 */
  children: string
  /** In the head of an order. */
  large?: boolean
  /** Where the deadline comes from. */
  reason?: string
}

const WORD: Record<ClockLevel, string> = { normal: '', near: '临期，', over: '超期，', paused: '' }

/** A clock (时限): a pie of the time used, and words. Read in greyscale: plain, framed, filled, dashed. */
export function ClockBadge({ level, used = 0, children, large, reason }: ClockBadgeProps) {
  return (
    <span className={cx('hy-clock', `hy-clock-${level}`, large && 'hy-clock-large')} title={reason}>
      <svg viewBox="0 0 14 14" width="13" height="13" aria-hidden="true">
        <circle
          cx="7"
          cy="7"
          r="5.75"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={level === 'paused' ? '2.2 1.41' : undefined}
        />
        {level !== 'paused' && <path d={piePath(level === 'over' ? 1 : used, 7, 5.75)} fill="currentColor" />}
      </svg>
      {WORD[level] && <span className="hy-hidden">{WORD[level]}</span>}
      {children}
    </span>
  )
}
