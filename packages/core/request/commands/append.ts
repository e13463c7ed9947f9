/** 补充: words added to a request that is still running; facts that were missing are filled in, those that are there stay (更正 changes them). */
import { type Static, Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { CountInput, PlaceInput } from '../../place.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import { FactsInput } from '../input.ts'
import type { ServiceRequest } from '../state.ts'

const Fills = Type.Object(
  {
    place: Type.Optional(PlaceInput),
    since: Type.Optional(Type.String({ maxLength: 60, title: '发生时间' })),
    affected: Type.Optional(CountInput),
    alike: Type.Optional(CountInput),
    wants: Type.Optional(OpenText('希望结果', 300)),
    facts: Type.Optional(FactsInput),
  },
  { additionalProperties: false, title: '补齐的要素' },
)
const Input = Type.Object(
  { text: OpenText('补充内容', 2000), fills: Type.Optional(Fills), contact: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export const append: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'append',
  button: '补充',
  by: ['centre', 'person'],
  input: Input,
  bars: (request) => running(request, '补充'),
  decide: (request, { text, fills, contact }, { actor }) => {
    const by = actor.name
    // What a person writes himself stays his words; which field it belongs in is the centre's reading.
    const filled = actor.post === 'citizen' ? [] : filling(request, fills ?? {})
    return decided<RequestEvent>(
      { type: 'appended', by, text, contact },
      ...filled.map(([field, to]) => ({ type: 'filled' as const, field, to, by })),
    )
  },
}

/** Only what is not there yet; place and facts are filled part by part. */
function filling(request: ServiceRequest, { place, facts, ...plain }: Static<typeof Fills>): [string, unknown][] {
  const parts: [string, object | undefined, object | undefined][] = [
    ['place', request.place, place],
    ['facts', request.facts, facts],
  ]
  const merged = parts.filter(([, old, more]) => Object.keys(more ?? {}).some((key) => !(key in (old ?? {}))))
  return [
    ...merged.map(([field, old, more]): [string, unknown] => [field, { ...more, ...old }]),
    ...Object.entries(plain).filter(([field, to]) => to !== undefined && request[field as keyof ServiceRequest] === undefined),
  ]
}
