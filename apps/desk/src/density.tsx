/** 紧凑 or 宽松, chosen by the person and kept on the computer; the roomy one where there is only touch. */
import { type Density, Provider } from '@huying/ui'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

const KEY = 'huying.density'
const DensityContext = createContext<{ density: Density; change: () => void }>({ density: 'dense', change: () => undefined })
export const useDensity = () => useContext(DensityContext)

function stored(): Density {
  const kept = window.localStorage.getItem(KEY)
  if (kept === 'dense' || kept === 'roomy') return kept
  return window.matchMedia('(pointer: coarse) and (min-width: 721px)').matches ? 'roomy' : 'dense'
}

export function DensityProvider({ children }: { children: ReactNode }) {
  const [density, setDensity] = useState(stored)
  const value = useMemo(
    () => ({
      density,
      change: () => {
        const next = density === 'dense' ? 'roomy' : 'dense'
        window.localStorage.setItem(KEY, next)
        setDensity(next)
      },
    }),
    [density],
  )
  return (
    <DensityContext value={value}>
      <Provider density={density}>{children}</Provider>
    </DensityContext>
  )
}
