/** What somebody says when a matter is written down: the input of a registration, from a sentence frame and a place. */
import { FACT_LABELS, requiredFacts } from '@huying/core/request/input'
import type { Caller } from './people.ts'
import type { Matter, World } from './world.ts'

/** Facts that have a field of their own. */
const SAID = [...Object.keys(FACT_LABELS), 'households']

export function matterInput(world: World, matter: Matter, caller: Caller) {
  const { random } = world
  const { frame, spot } = matter
  const say = (sentence: string) => world.say(sentence, matter)
  const households = random.chance(0.6) ? random.between(1, 80) : 1
  return {
    requester: { kind: 'person', name: caller.name, callNumber: caller.number },
    type: frame.type,
    category: frame.category,
    title: say(frame.title).slice(0, 58),
    content: say(frame.content),
    place: { region: spot.region, text: spot.name },
    since: say('{since}') || '近几天',
    affected: { low: households, about: households > 10 },
    wants: frame.wants ? say(frame.wants) : '请尽快处理并告知结果',
    urgency: random.chance(world.habits.urgent) ? 'urgent' : 'normal',
    confidential: random.chance(world.habits.confidential),
    shareNumber: true,
    facts: factsOf(world, matter),
  }
}

/** What the matter asks for beyond the common list: of each the words that callers use. */
function factsOf({ texts, random, policy }: World, { frame }: Matter): Record<string, string> {
  const asked = requiredFacts(frame.type, frame.category, policy).filter((code) => !SAID.includes(code))
  return Object.fromEntries(asked.map((code) => [code, random.pick(texts.lists[code] ?? ['说不清，到现场可以看到'])]))
}
