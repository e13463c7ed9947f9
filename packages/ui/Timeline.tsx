import type { ReactNode } from 'react'
import { cx } from './fold.ts'
import { Empty } from './Empty.tsx'

export interface TimelineItem {
  key: string
  /** 16:30, or 现在 09:10 for what is awaited. */
  time: string
  /** What was done: 同意延期. */
  title: ReactNode
  /** Goes on right behind the title: 至 11-08 18:00. */
  rest?: ReactNode
  /** Post and person · reason or result. */
  detail?: ReactNode
  /** The person's own words. */
  quote?: string
  /** stage: the order moved on · citizen: the person did it · wait: who is awaited now · plain: the rest */
  kind?: 'stage' | 'citizen' | 'wait' | 'plain'
}

export interface TimelineDay {
  key: string
  /** 11-08 周五 */
  label: string
  items: readonly TimelineItem[]
}

export interface TimelineProps {
  days: readonly TimelineDay[]
  empty?: string
}

/** What has happened to an order (经过), newest first, day by day. */
export function Timeline({ days, empty = '还没有记录。' }: TimelineProps) {
  if (days.length === 0) return <Empty why={empty} />
  return (
    <div className="hy-time">
      {days.map((day) => (
        <div key={day.key}>
          <h3>{day.label}</h3>
          <ol>
            {day.items.map(({ key, time, title, rest, detail, quote, kind = 'plain' }) => (
              <li key={key} className={cx(`hy-time-${kind}`)}>
                <time>{time}</time>
                <i aria-hidden="true" />
                <div>
                  <b>{title}</b>
                  {rest}
                  {detail && <p>{detail}</p>}
                  {quote && <blockquote>{quote}</blockquote>}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  )
}
