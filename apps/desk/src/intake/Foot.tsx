import type { ReactNode } from 'react'
import { useDesk } from './DeskContext.ts'
import type { Missing } from './form.ts'
import { Problem } from './Problem.tsx'

export interface FootProps {
  /** Facts still missing, each a jump back into the form. */
  missing?: readonly Missing[]
  /** Said when nothing is missing. */
  status?: ReactNode
  children: ReactNode
}

/** Foot of what lies over the form: the form's fields are not on screen, so a jump shows them first. */
export function Foot({ missing = [], status, children }: FootProps) {
  const { busy, toForm } = useDesk()
  return (
    <>
      <Problem />
      <div className="hy-missing-bar">
        <div role="status">
          {busy && <span className="hy-second">正在办理</span>}
          {!busy && missing.length === 0 && <span className="hy-second">{status}</span>}
          {!busy && missing.length > 0 && (
            <>
              <span>
                还缺 <b>{missing.length}</b> 项：
              </span>
              {missing.map(({ key, label }) => (
                <button key={key} type="button" className="hy-jump" onClick={() => toForm(key)}>
                  {label}
                </button>
              ))}
            </>
          )}
        </div>
        <div className="hy-missing-do">{children}</div>
      </div>
    </>
  )
}
