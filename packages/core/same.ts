/** Whether two values of a field say the same. */
import type { Facts, TextRef } from './kernel.ts'

const isRef = (v: object): v is TextRef => 'digest' in v && 'id' in v && 'size' in v

/** Open texts by their digests; sealed ones as the shell found them (fact `same`), since their commitments never agree. */
export function sameWords(standing: TextRef, given: TextRef, facts: Facts): boolean {
  if (standing.id === given.id) return true
  if (facts.same?.[given.id]?.includes(standing.id)) return true
  // Whoever sends back the masked words that he was shown has changed nothing.
  return [standing, given].every((ref) => ref.masked === undefined) && given.proof === undefined && standing.digest === given.digest
}

/** The same of any value that may hold texts. */
export function sameValue(standing: unknown, given: unknown, facts: Facts): boolean {
  if (typeof standing !== 'object' || typeof given !== 'object' || standing === null || given === null) return standing === given
  if (isRef(standing) && isRef(given)) return sameWords(standing, given, facts)
  const keys = new Set([...Object.keys(standing), ...Object.keys(given)])
  const of = (value: object, key: string) => (value as Record<string, unknown>)[key]
  return Array.isArray(standing) === Array.isArray(given) && [...keys].every((key) => sameValue(of(standing, key), of(given, key), facts))
}
