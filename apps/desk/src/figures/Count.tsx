import { countText } from '@huying/ui'
import type { Rate } from '@huying/core/measure/rounding'
import type { Open, Opened } from './types.ts'

/** A figure in a sentence or a table: it opens its rows, where the reader may open them. Zero has none. */
export function Count({ opened, onOpen, children }: { opened: Opened; onOpen?: Open; children?: string }) {
  if (opened.count === 0 || !onOpen) return <span>{children ?? countText(opened.count)}</span>
  return (
    <button type="button" className="fg-count" title={`查看明细：${opened.title}`} onClick={() => onOpen(opened)}>
      {children ?? countText(opened.count)}
    </button>
  )
}

interface RateCellProps {
  name: string
  rate: Rate
  /** Of one key of a dimension alone, and what that is called. */
  where?: { dimension: string; key: string }
  of?: string
  onOpen?: Open
}

/** 97.19%: opens what is in the whole and not in the part, since that is what one wants to know; where nothing is, the part. */
export function RateCell({ name, rate, where, of, onOpen }: RateCellProps) {
  const { numerator, denominator, percent, label } = rate
  if (percent === null) return <span title="分母为 0">—</span>
  const missing = denominator - numerator
  const [part, count] = missing > 0 ? (['rest', missing] as const) : (['numerator', numerator] as const)
  const title = [of, label, missing > 0 ? '未计入分子的' : '计入分子的'].filter(Boolean).join(' · ')
  return (
    <Count opened={{ title, rate: name, part, count, of: rate, ...where }} onOpen={onOpen}>
      {percent}
    </Count>
  )
}
