import type { ReactNode } from 'react'

export interface EmptyProps {
  /** Why there is nothing: 没有待签收的工单。 */
  why: string
  /** What comes next, or what to do: 下一批约 14:00 派发。 */
  next?: ReactNode
}

/** Nothing to show: one grey line at the place of the first row, no picture. */
export function Empty({ why, next }: EmptyProps) {
  return (
    <p className="hy-empty">
      {why}
      {next}
    </p>
  )
}
