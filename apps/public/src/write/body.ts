/** A draft as the server takes it; empty answers are left out. */
import { digitsOf, toPhone } from '../words/numbers.ts'
import { creditCodeOf } from './check.ts'
import { type Draft, type Field, titleOf } from './draft.ts'

const given = (text: string): string | undefined => text.trim() || undefined

export function toBody(draft: Draft) {
  const firm = draft.kind === 'firm'
  return {
    requester: {
      kind: draft.kind,
      name: given(draft.name),
      contactNumber: toPhone(draft.phone),
      company: firm ? given(draft.company) : undefined,
      creditCode: firm ? given(creditCodeOf(draft)) : undefined,
    },
    confidential: draft.confidential === 'yes',
    shareNumber: draft.confidential === 'no' && draft.share === 'yes',
    type: draft.type,
    category: draft.category,
    title: titleOf(draft),
    content: draft.content.trim(),
    place: { region: given(draft.town) ?? given(draft.county), text: given(draft.place), room: given(draft.room) },
    since: given(draft.since),
    affected: draft.count.trim() ? { low: Number(digitsOf(draft.count)), about: draft.about, what: draft.counted } : undefined,
    wants: given(draft.wants),
  }
}

const SAME: readonly string[] = ['content', 'title', 'type', 'category', 'since', 'wants'] satisfies Field[]
const OTHERS: [RegExp, Field][] = [
  [/^place/, 'place'],
  [/^affected/, 'count'],
  [/creditCode$/, 'creditCode'],
  [/company$/, 'company'],
  [/^contact$|contactNumber$/, 'phone'],
  [/name$/, 'name'],
  [/^share/, 'share'],
]

/** The question of the form that the server's error is about. */
export function fieldOf(path: string | undefined): Field | undefined {
  if (path === undefined) return undefined
  return SAME.includes(path) ? (path as Field) : OTHERS.find(([pattern]) => pattern.test(path))?.[1]
}
