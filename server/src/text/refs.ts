import type { TextRef } from '@huying/core/kernel'
import { isRef } from './read.ts'

/** Every reference to a stored text inside a value, whoever may read it. */
export function refsIn(value: unknown): TextRef[] {
  if (typeof value !== 'object' || value === null) return []
  return isRef(value) ? [value] : Object.values(value).flatMap(refsIn)
}
