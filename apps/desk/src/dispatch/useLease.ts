/** 派单中: what one has claimed is kept while the page is open and handed back when one turns to something else. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { postBatch } from '../api.ts'
import { refreshOrders } from './pool.ts'

/** Well within the shortest lease a city gives. */
const RENEW = 3 * 60_000

const claimAll = (command: 'claim' | 'release', ids: readonly string[]) =>
  postBatch(
    'order',
    command,
    ids.map((id) => ({ id, input: {} })),
  ).catch(() => undefined)

export function useLease(ids: readonly string[]) {
  const client = useQueryClient()
  const held = useRef(ids)
  useEffect(() => {
    held.current = ids
  })
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (held.current.length > 0) void claimAll('claim', held.current)
    }, RENEW)
    return () => {
      window.clearInterval(timer)
      const left = held.current
      // Reading one of them on its own page is still work on the lot.
      if (left.length === 0 || window.location.pathname.includes('/orders/')) return
      void claimAll('release', left).then(() => refreshOrders(client, left))
    }
  }, [client])
}
