/** A message at the place it concerns. It takes the focus, so that nobody misses it, with eyes or ears. */
import { type ReactNode, useEffect, useRef } from 'react'
import type { Failure } from '../api.ts'

interface Props {
  tone?: 'error' | 'done'
  children: ReactNode
  /** What it is about: another one takes the focus again. */
  about: unknown
  /** Stable code, small, for whoever is asked for help. */
  code?: string
}

export function Notice({ tone = 'error', about, children, code }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    // clear of the bar at the foot, also when the page grows a line at the same moment
    place.current?.scrollIntoView({ block: 'center' })
  }, [about])
  return (
    <div ref={place} className={`notice ${tone}`} role={tone === 'error' ? 'alert' : 'status'} tabIndex={-1}>
      {children}
      {code && <small className="code">{code}</small>}
    </div>
  )
}

/** A failure as it is said; what was written is always still there. */
export function FailureNotice({ failure, kept }: { failure: Failure; kept?: ReactNode }) {
  const later = failure.outcome === 'unknown' || failure.code === 'too_many'
  return (
    <Notice about={failure} code={failure.code}>
      <p>{ended(failure.message)}</p>
      {kept && later && <p>{kept}</p>}
      {failure.outcome === 'unknown' && <HotlineHint />}
    </Notice>
  )
}

/** Sentences of the server end without a stop. */
export const ended = (message: string): string => (/[。！？]$/.test(message) ? message : `${message}。`)

export function HotlineHint() {
  return (
    <p>
      急事请直接拨打 <a href="tel:12345">12345</a>。
    </p>
  )
}
