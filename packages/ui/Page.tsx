import type { ReactNode } from 'react'

export interface PageProps {
  title: string
  /** Chips behind the title. */
  overlays?: ReactNode
  /** Small line above the title: the list one came from, the number. */
  trail?: ReactNode
  /** Right, above: the steps of an order. */
  steps?: ReactNode
  /** Right, beside the title: the clock, or the page's actions. */
  aside?: ReactNode
  children: ReactNode
}

/** A page: its one title in a head that stays put; what is below scrolls by itself. */
export function Page({ title, overlays, trail, steps, aside, children }: PageProps) {
  return (
    <div className="hy-page">
      <header className="hy-page-head">
        {trail && <div className="hy-page-trail">{trail}</div>}
        {steps && <div className="hy-page-steps">{steps}</div>}
        <div className="hy-page-title">
          <h1>{title}</h1>
          {overlays}
        </div>
        {aside && <div className="hy-page-aside">{aside}</div>}
      </header>
      <div className="hy-page-body">{children}</div>
    </div>
  )
}

export interface StepsProps {
  labels: readonly string[]
  /** Index of the stage the thing is in. */
  at: number
}

/** Where an order is on its way: 已派发 — 已签收 — 办理中 … */
export function Steps({ labels, at }: StepsProps) {
  return (
    <ol className="hy-steps">
      {labels.map((label, index) => (
        <li key={label} className={index < at ? 'hy-done' : undefined} aria-current={index === at ? 'step' : undefined}>
          {label}
        </li>
      ))}
    </ol>
  )
}
