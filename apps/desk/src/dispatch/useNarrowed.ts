import type { Sort } from '@huying/ui'
import { useCallback, useState } from 'react'
import type { Narrowed } from './ListFilters.tsx'

const turned = { up: 'down', down: 'up' } as const

/** What a list is narrowed to and sorted by; unsorted it stands as the server has it. `onChange`: other rows come, what was ticked is none of them. */
export function useNarrowed(onChange?: () => void) {
  const [narrowed, setNarrowed] = useState<Narrowed>({})
  const [sort, setSort] = useState<Sort>()
  const narrow = useCallback(
    (next: Narrowed) => {
      setNarrowed(next)
      onChange?.()
    },
    [onChange],
  )
  const onSort = (key: string) => setSort((old) => ({ key, order: old?.key === key ? turned[old.order] : 'up' }))
  const any = Object.values(narrowed).some(Boolean)
  return { narrowed, narrow, any, sort, onSort }
}
