/** 催签: whom to call in a unit and what came of the calls so far (server/src/order/reminders.ts). */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../act.ts'
import { get, post } from '../api.ts'

interface Signer {
  unit: string
  name: string
  label: string
  phone: string | null
}
interface Call {
  order: string
  at: number
  by: string
  reached: boolean
  note: string | null
}
interface SignMessage {
  order: string
  at: number
  name: string | null
  /** 已发送, 未接入短信通道. */
  label: string
  why: string | null
}
interface Answer {
  signers: Signer[]
  calls: Call[]
  messages: SignMessage[]
}

const REMINDERS = ['orders', 'reminders'] as const

export function useReminders() {
  const { data } = useQuery({ queryKey: REMINDERS, queryFn: () => get<Answer>('/api/orders/reminders'), refetchInterval: 60_000 })
  return {
    signersOf: (unit: string | null | undefined) => data?.signers.filter((one) => one.unit === unit) ?? [],
    /** The newest first. */
    callsOf: (order: string) => data?.calls.filter((one) => one.order === order) ?? [],
    messagesOf: (order: string) => data?.messages.filter((one) => one.order === order) ?? [],
  }
}

/** One call reminds a unit of everything it has not signed. */
export function useCallNote() {
  const client = useQueryClient()
  const { busy, error, run } = useAct()
  const record = async (orders: readonly string[], reached: boolean) =>
    (await run(async () => {
      await post('/api/orders/reminders', { orders, reached })
      await client.invalidateQueries({ queryKey: REMINDERS })
      return true
    })) ?? false
  return { record, busy, error }
}
