import { useEffect, useState } from 'react'

/** True once `ms` have passed: what is ready sooner never shows a sign of waiting. */
export function useLate(ms: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), ms)
    return () => window.clearTimeout(timer)
  }, [ms])
  return late
}
