/** Rulings of the centre on what a unit has asked for: one order at a time, or the same for all ticked. */
import type { Refused } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { post, postBatch, refusalLine } from '../api.ts'
import { refreshOrders } from './pool.ts'

export interface Ruled {
  done: number
  rows: Refused[]
}

export function useRule(command: string) {
  const client = useQueryClient()
  const { busy, error, run: act } = useAct()
  const [said, setSaid] = useState<string>()
  const [refused, setRefused] = useState<Ruled>()

  const run = async (work: () => Promise<boolean>): Promise<boolean> => {
    setRefused(undefined)
    return (await act(work)) ?? false
  }

  const one = (id: string, input: object, word: string) =>
    run(async () => {
      await post(`/api/orders/${id}/${command}`, input)
      setSaid(word)
      await refreshOrders(client, [id])
      return true
    })

  const many = (items: { id: string; label: string; input: object }[], word: (done: number) => string) =>
    run(async () => {
      const { results } = await postBatch(
        'order',
        command,
        items.map(({ id, input }) => ({ id, input })),
      )
      const rows = results.flatMap(({ id, error: refusal }) =>
        refusal ? [{ key: id, label: items.find((item) => item.id === id)?.label ?? id, error: refusalLine(refusal) }] : [],
      )
      const done = results.length - rows.length
      if (rows.length > 0) setRefused({ done, rows })
      if (done > 0) setSaid(word(done))
      await refreshOrders(
        client,
        items.map(({ id }) => id),
      )
      return rows.length === 0
    })

  return { busy, error, said, refused, closeRefused: () => setRefused(undefined), one, many }
}
