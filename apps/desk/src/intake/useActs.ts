/** Keys 1–6 on the chosen matter, while no field has the focus. */
import type { KeyMap } from '@huying/ui'
import { useDesk } from './DeskContext.ts'
import { mattersOf, useCaller } from './queries.ts'
import type { Matter } from './server.ts'
import { type Act, ACTS } from './view.ts'

export function useActs() {
  const { callNumber, added, matter, setMatter, show, toForm, act, line } = useDesk()
  const caller = useCaller(callNumber)
  const { all, chosen } = mattersOf(caller.data, added, matter)
  const start = (on: Matter, which: Act) => {
    show({ is: 'act', act: which, matter: on })
    // Asking changes nothing, so it is done with the key; the others wait for Enter.
    if (which === 'ask_progress') void act(on, which)
  }
  const move = (by: number) => () => {
    const at = all.findIndex(({ id }) => id === chosen?.id)
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))]
    if (next) setMatter(next.id)
  }
  const keys: KeyMap = {
    ...(chosen && line && Object.fromEntries(ACTS.map(({ act: which, key }) => [key, outside(() => start(chosen, which))]))),
    ...(line && { '6': outside(() => toForm('content')) }),
    ...(all.length > 1 && { J: outside(move(1)), K: outside(move(-1)) }),
  }
  return { keys, start, chosen }
}

/** Choices of the form are fields too: 1–6 pressed on 紧急程度 act on nothing. */
export const outside = (act: () => void) => () => (document.activeElement?.closest('.hy-field') ? false : act())
