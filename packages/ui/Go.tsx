import type { MouseEvent, ReactNode } from 'react'

export interface GoProps {
  href: string
  /** Given, a plain click stays in the app; with Ctrl, Shift or the middle button the browser opens the address itself. */
  onGo?: (href: string) => void
  className?: string
  title?: string
  current?: boolean
  children: ReactNode
}

/** A link of the desk. */
export function Go({ href, onGo, className, title, current, children }: GoProps) {
  const click = (event: MouseEvent) => {
    if (!onGo || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onGo(href)
  }
  return (
    <a href={href} className={className} title={title} aria-current={current ? 'page' : undefined} onClick={click}>
      {children}
    </a>
  )
}
