import { ErrorLine, type ErrorLineProps } from '@huying/ui'
import type { ReactNode } from 'react'

export interface NoticeProps {
  title: string
  error?: ErrorLineProps
  children?: ReactNode
}

/** A page that has only one thing to say. */
export function Notice({ title, error, children }: NoticeProps) {
  return (
    <section className="dk-notice">
      <h1>{title}</h1>
      {error && <ErrorLine {...error} />}
      {children}
    </section>
  )
}
