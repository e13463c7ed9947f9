import type { ReactNode } from 'react'
import { cx } from './fold.ts'
import { countText } from './figures.ts'
import { Go } from './Go.tsx'

export interface TabItem {
  key: string
  label: string
  /** Zero is shown, in grey; null while the count is not known. */
  count?: number | null
  /** There are more than `count`: 999+. */
  more?: boolean
  href: string
}

export interface TabsProps {
  label: string
  items: readonly TabItem[]
  active: string
  onGo?: (href: string) => void
  /** Right end: one line on the day's work. */
  aside?: ReactNode
}

/** Lists of a page with their counts. A list that is empty keeps its tab. */
export function Tabs({ label, items, active, onGo, aside }: TabsProps) {
  return (
    <nav className="hy-tabs" aria-label={label}>
      <div className="hy-tabs-list">
        {items.map(({ key, label: name, count, more, href }) => (
          <Go key={key} href={href} onGo={onGo} current={key === active} className={cx(count === 0 && 'hy-zero')}>
            {name}
            {count !== undefined && (
              <span className="hy-tabs-count">
                {countText(count)}
                {more && '+'}
              </span>
            )}
          </Go>
        ))}
      </div>
      {aside && <div className="hy-tabs-aside">{aside}</div>}
    </nav>
  )
}
