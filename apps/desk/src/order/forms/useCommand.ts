import { useAct } from '../../act.ts'
import { ApiError, post } from '../../api.ts'

/** Sends one command on one order; what was refused is kept with the field it concerns. */
export function useCommand(order: string, command: string) {
  const { busy, fault, error, run } = useAct()
  const send = async (input: () => object | Promise<object>): Promise<boolean> =>
    (await run(async () => {
      await post(`/api/orders/${order}/${command}`, await input())
      return true
    })) ?? false
  const field = fault instanceof ApiError ? fault.field?.split('.').findLast((part) => !/^\d+$/.test(part)) : undefined
  return { busy, fault: error && { line: error, field }, send }
}
