import type { Refused } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { postBatch, refusalLine } from '../api.ts'
import { rowKey, rowLabel, type UnitRow } from './rows.ts'

/** The same act on all ticked rows: each goes through or is refused by itself; the refused stay ticked with their reason. */
export function useBatch(onDone: (left: Set<string>) => void) {
  const client = useQueryClient()
  const [refused, setRefused] = useState<{ done: number; rows: Refused[] }>()
  const { busy, error, run } = useAct()

  const send = async (command: string, rows: readonly UnitRow[], input: object) => {
    setRefused(undefined)
    await run(async () => {
      const items = rows.map(({ id, no }) => ({ id, input: { assignment: no, ...input } }))
      const { results } = await postBatch('order', command, items)
      const bad = results.flatMap((result, at) => {
        const row = rows[at]
        return result.error && row ? [{ key: rowKey(row), label: rowLabel(row), error: refusalLine(result.error) }] : []
      })
      if (bad.length > 0) setRefused({ done: rows.length - bad.length, rows: bad })
      onDone(new Set(bad.map(({ key }) => key)))
    })
    await client.invalidateQueries({ queryKey: ['orders'] })
    for (const { id } of rows) void client.invalidateQueries({ queryKey: ['order', id] })
  }
  return { busy, error, refused: refused && { ...refused, onClose: () => setRefused(undefined) }, send }
}
