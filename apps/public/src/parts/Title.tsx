/** The title of a step. It takes the focus when the step appears, so that reading starts there. */
import { type ReactNode, useEffect, useRef } from 'react'

export function Title({ children, quiet }: { children: ReactNode; quiet?: boolean }) {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!quiet) place.current?.focus()
  }, [quiet])
  return (
    <h1 ref={place} className="title" tabIndex={-1}>
      {children}
    </h1>
  )
}
