import type { ReactNode } from 'react'
import { ErrorLine, type ErrorLineProps } from './ErrorLine.tsx'

export interface Refused {
  key: string
  /** The row: number and title. */
  label: string
  error: ErrorLineProps
}

export interface BatchBarProps {
  count: number
  /** Counting word, 件 unless something else is counted. */
  unit?: string
  /** What the ticked have in common: 均为城管大队. */
  common?: string
  onClear: () => void
  /** Rows that were refused, each with its rule; the rest has gone through. */
  refused?: { done: number; rows: readonly Refused[]; onClose: () => void }
  /** Buttons; one of them the main one. */
  children: ReactNode
}

/** What can be done with the ticked rows; pinned below the list, gone while nothing is ticked. */
export function BatchBar({ count, unit = '件', common, onClear, refused, children }: BatchBarProps) {
  if (count === 0 && !refused) return null
  return (
    <section className="hy-batch" aria-label="批量办理">
      {refused && (
        <div className="hy-batch-refused">
          <p>
            <b>
              {refused.done} {unit}已办，{refused.rows.length} {unit}未办
            </b>
            <button type="button" className="hy-link" onClick={refused.onClose}>
              知道了
            </button>
          </p>
          <ul>
            {refused.rows.map(({ key, label, error }) => (
              <li key={key}>
                <span className="hy-cut" title={label}>
                  {label}
                </span>
                <ErrorLine {...error} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {count > 0 && (
        <div className="hy-batch-row">
          <b>
            已选 {count} {unit}
          </b>
          {common && (
            <span className="hy-second hy-cut" title={common}>
              {common}
            </span>
          )}
          <button type="button" className="hy-link" onClick={onClear}>
            取消选择
          </button>
          <div className="hy-batch-do">{children}</div>
        </div>
      )}
    </section>
  )
}
