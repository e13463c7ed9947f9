/** One ruling for many: the ticked rows, or the one in front, each with its own input; afterwards nothing is ticked. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrderAnswer } from '../order/types.ts'
import { useRule } from './useRule.ts'
import { fetchOrder } from './view.ts'

export type TickedRule = ReturnType<typeof useTickedRule>

/** `inputOf` is undefined for an order that no longer asks for it. */
export function useTickedRule(command: string, inputOf: (order: OrderAnswer) => object | undefined, said: (done: number) => string) {
  const client = useQueryClient()
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const rule = useRule(command)
  const many = async (ids: readonly string[]) => {
    const orders = await Promise.all(ids.map((id) => fetchOrder(client, id)))
    const items = orders.flatMap((order) => {
      const input = inputOf(order)
      return input ? [{ id: order.id, label: `${order.state.number} ${order.state.title}`, input }] : []
    })
    await rule.many(items, said)
    setTicked(new Set())
  }
  return {
    ticked,
    setTicked,
    rule,
    ruleTicked: () => many([...ticked]),
    ruleHere: (id: string) => many(ticked.size > 0 ? [...ticked] : [id]),
  }
}
