import { type KeyMap, useKeys } from '@huying/ui'
import { createContext, useContext } from 'react'
import { focusSoon, LIFE_ID, NUMBER_ID, SEARCH_ID } from './focus.ts'
import type { Desk } from './useDesk.ts'

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('outside IntakePage')
  return desk
}

/** Keys of what the middle shows, with those that always hold: F2, F6, F7, F10, Ctrl+K. F1, F3 and F5 do nothing while there is something to lose. */
export function useViewKeys(own: KeyMap) {
  const { live, line, ringing, hangUp, pickUp, life, show } = useDesk()
  const always: KeyMap = {
    F2: () => (line ? hangUp() : ringing[0] ? void pickUp(ringing[0]) : focusSoon(NUMBER_ID)),
    F6: () => (line ? show({ is: 'outcome', how: 'transfer' }) : false),
    F7: () => (line ? show({ is: 'outcome', how: 'refuse' }) : false),
    F10: () => (life.runs ? focusSoon(LIFE_ID) : line ? life.begin() : false),
    'Ctrl+K': () => focusSoon(SEARCH_ID),
  }
  useKeys({ ...always, ...own }, { modal: live, swallow: live })
}
