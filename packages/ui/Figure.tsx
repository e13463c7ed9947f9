import type { ReactNode } from 'react'
import { countText, rateText } from './figures.ts'
import { Go } from './Go.tsx'

export interface FigureProps {
  label: string
  /** A count, or a share of 0…1 when `kind` is rate; null when there is nothing to divide by. */
  value: number | null
  kind?: 'count' | 'rate'
  /** 件, behind a count. */
  unit?: string
  /** The rows behind the figure. */
  href: string
  onGo?: (href: string) => void
  /** Below: 环比 +2.14%, or the fraction. */
  note?: ReactNode
}

/** A key figure; it opens its rows. */
export function Figure({ label, value, kind = 'count', unit, href, onGo, note }: FigureProps) {
  const words = kind === 'rate' ? rateText(value) : countText(value)
  return (
    <div className="hy-figure">
      <span className="hy-figure-label">{label}</span>
      {value === null ? (
        <span className="hy-figure-number" title="分母为 0">
          {words}
        </span>
      ) : (
        <Go href={href} onGo={onGo} className="hy-figure-number" title={`查看${label}的明细`}>
          {words}
          {unit && <small> {unit}</small>}
        </Go>
      )}
      {note && <span className="hy-figure-note">{note}</span>}
    </div>
  )
}
