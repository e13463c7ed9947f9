import type { ReactNode } from 'react'
import { focusField } from './place.ts'

export interface MissingBarProps {
  /** Required facts that are missing; `id` is that of their Field. */
  missing: readonly { id: string; label: string }[]
  /** Said when nothing is missing. */
  complete?: string
  /** Buttons of the form; they stay put while the form scrolls. */
  children?: ReactNode
}

/** Foot of a form: 还缺 2 项：影响户数 是否提供号码, each a jump; the buttons stand right. */
export function MissingBar({ missing, complete = '必填已齐', children }: MissingBarProps) {
  return (
    <div className="hy-missing-bar">
      <div role="status">
        {missing.length === 0 ? (
          <span className="hy-second">{complete}</span>
        ) : (
          <>
            <span>
              还缺 <b>{missing.length}</b> 项：
            </span>
            {missing.map(({ id, label }) => (
              <button key={id} type="button" className="hy-jump" onClick={() => focusField(id)}>
                {label}
              </button>
            ))}
          </>
        )}
      </div>
      {children && <div className="hy-missing-do">{children}</div>}
    </div>
  )
}
