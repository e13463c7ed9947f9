import { Timeline, type TimelineDay } from '@huying/ui'
import { useState } from 'react'
import { useOrderMessages } from '../message/messages.ts'
import { useCatalogue } from '../session.tsx'
import { dayNumber, timeText, useNow, weekText } from '../time.ts'
import { awaited } from './awaited.ts'
import { courseOf } from './course.ts'
import type { OrderAnswer } from './types.ts'

/** 经过: calls, dispatch, handling and rulings on one line, and on top of it who is awaited now. */
export function Course({ order }: { order: OrderAnswer }) {
  const words = useCatalogue()
  const now = useNow()
  const [onlyHandling, setOnlyHandling] = useState(true)
  const messages = useOrderMessages(order.id)
  const days = courseOf(order, words, onlyHandling, messages)
  const count = courseOf(order, words, false, messages).reduce((sum, { items }) => sum + items.length, 0)
  return (
    <section className="or-course" aria-label="经过">
      <header>
        <h2>
          经过 <span>登记、派发、办理、联系、审核、回访、短信都在这一条线上</span>
        </h2>
        <button type="button" className="or-toggle" aria-pressed={!onlyHandling} onClick={() => setOnlyHandling(false)}>
          全部 {count}
        </button>
        <button type="button" className="or-toggle" aria-pressed={onlyHandling} onClick={() => setOnlyHandling(true)}>
          只看办理
        </button>
      </header>
      <div className="or-scroll" role="region" aria-label="经过记录" tabIndex={0}>
        <Timeline days={withNow(days, awaited(order, words), now)} />
      </div>
    </section>
  )
}

function withNow(days: readonly TimelineDay[], waits: readonly string[], now: number): TimelineDay[] {
  if (waits.length === 0) return [...days]
  const [first, ...rest] = days
  const items = waits.map((text, index) => ({
    key: `wait ${text}`,
    time: index === 0 ? `现在 ${timeText(now)}` : '',
    title: '等待：',
    rest: text,
    kind: 'wait' as const,
  }))
  const today = String(dayNumber(now))
  if (first?.key === today) return [{ ...first, items: [...items, ...first.items] }, ...rest]
  return [{ key: today, label: weekText(now), items }, ...days]
}
