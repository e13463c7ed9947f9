/** 收回: takes back what was sent, as long as the unit has not signed. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, postBatch } from '../api.ts'
import { refreshOrders } from './pool.ts'
import { noteRecalled, type SentLot } from './sitting.ts'

export function useUndo() {
  const client = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const undo = async ({ key, orders }: SentLot) => {
    if (busy) return
    setBusy(key)
    try {
      const { results } = await postBatch(
        'order',
        'recall',
        orders.map(({ id, assignment }) => ({ id, input: { assignment } })),
      )
      const kept = results.flatMap(({ id, error }) =>
        error ? [{ label: orders.find((order) => order.id === id)?.number ?? id, message: error.message }] : [],
      )
      noteRecalled(key, { count: results.length - kept.length, kept })
      await refreshOrders(
        client,
        orders.map(({ id }) => id),
      )
    } catch (problem) {
      noteRecalled(key, { count: 0, kept: [{ label: '没有收回', message: errorLine(problem).what }] })
    } finally {
      setBusy(undefined)
    }
  }
  return { undo, busy }
}
