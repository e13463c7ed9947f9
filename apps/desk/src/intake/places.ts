import type { PickOption } from '@huying/ui'
import type { Place } from '../catalogue.ts'

/** 区 › 街道, for each place of the gazetteer. */
export function placePaths(places: readonly Place[]): PickOption[] {
  const byCode = new Map(places.map((place) => [place.code, place]))
  const above = (place: Place): string[] => {
    const parent = byCode.get(place.parent ?? '')
    return parent?.parent ? [...above(parent), parent.label] : []
  }
  return places.filter(({ parent }) => parent !== undefined).map((place) => ({ ...place, path: above(place).join(' › ') }))
}

/** The place as it is said: 区、街道、社区 in one word each. */
export function placeWords(places: readonly Place[], code: string | undefined): string {
  const found = code && placePaths(places).find((place) => place.code === code)
  return found ? `${(found.path ?? '').replaceAll(' › ', '')}${found.label}` : ''
}
