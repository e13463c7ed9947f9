import type { ReactNode } from 'react'
import { cx } from './fold.ts'

export interface ErrorLineProps {
  /** What is wrong: 不能退单：请填写退单依据。 */
  what: string
  /** Which rule says so, with its source. */
  rule?: string
  /** What to do, or what can be done instead; may hold a link or a button. */
  todo?: ReactNode
  /** Stable code for whoever is asked for help. */
  code?: string
  /** 'note' in grey: something that cannot be done now, said before anyone tries. */
  tone?: 'error' | 'note'
  id?: string
}

/** One error at the place it concerns: what · which rule · what to do · code. */
export function ErrorLine({ what, rule, todo, code, tone = 'error', id }: ErrorLineProps) {
  return (
    <p id={id} className={cx('hy-error', tone === 'note' && 'hy-error-note')} role={tone === 'error' ? 'alert' : undefined}>
      <b>{what}</b>
      {rule && <span>依据：{rule}</span>}
      {todo && <span>{todo}</span>}
      {code && <code>{code}</code>}
    </p>
  )
}
