/** What the city offers to choose from, loaded once. */
import { useCallback, useEffect, useState } from 'react'
import { asFailure, type Failure, loadCatalogue } from './api.ts'

export interface Choice {
  code: string
  label: string
}

export interface Category extends Choice {
  group: string
  /** Everyday words of the city's pack for this category, where the server tells them. */
  words?: string[]
}

export interface Region extends Choice {
  parent?: string
  level: 'county' | 'town'
}

export interface Catalogue {
  city: string
  centre: string
  types: Choice[]
  categories: Category[]
  regions: Region[]
  /** How many photos may be given; none where it is 0. */
  photos: number
  scale: Choice[]
}

export function useCatalogue() {
  const [catalogue, setCatalogue] = useState<Catalogue>()
  const [failure, setFailure] = useState<Failure>()
  const load = useCallback(() => {
    setFailure(undefined)
    loadCatalogue().then(setCatalogue, (error: unknown) => setFailure(asFailure(error)))
  }, [])
  useEffect(load, [load])
  useEffect(() => {
    if (!failure) return
    window.addEventListener('online', load)
    return () => window.removeEventListener('online', load)
  }, [failure, load])
  return { catalogue, failure, load }
}

export const labelOf = (choices: readonly Choice[], code: string): string => choices.find((c) => c.code === code)?.label ?? ''
export const groupsOf = (categories: readonly Category[]): string[] => [...new Set(categories.map((c) => c.group))]
export const countiesOf = (regions: readonly Region[]): Region[] => regions.filter((r) => r.level === 'county')
export const townsOf = (regions: readonly Region[], county: string): Region[] => regions.filter((r) => r.parent === county)
const isOther = ({ label }: Choice): boolean => label.startsWith('其他')
export const otherLast = (choices: readonly Choice[]): Choice[] => [...choices.filter((c) => !isOther(c)), ...choices.filter(isOther)]
/** The leaf for what fits nowhere (其他事项), if this city has one. */
export const otherOf = (categories: readonly Category[]): Category | undefined => categories.find(isOther)
/** A name like ××市12345××热线 reads better with air around the number. */
export const aired = (name: string): string => name.replace(/\s*(\d+)\s*/g, ' $1 ').trim()
