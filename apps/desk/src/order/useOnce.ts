import { useAct } from '../act.ts'
import { post } from '../api.ts'
import type { Offer } from './types.ts'

/** Acts that ask nothing: one click, one command. */
export function useOnce(order: string, onDone: () => unknown) {
  const { busy, error, run } = useAct()
  const once = (command: string, { assignment }: Offer) =>
    run(async () => {
      await post(`/api/orders/${order}/${command}`, assignment === undefined ? {} : { assignment })
      await onDone()
    })
  return { busy, error, once }
}
