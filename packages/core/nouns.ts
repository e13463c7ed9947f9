/** All nouns of the core. */
import type { Aggregate, Command, Event, Noun } from './kernel.ts'
import { edition } from './bulletin/index.ts'
import { contact } from './contact/index.ts'
import { disposal } from './disposal/disposal.ts'
import { hold } from './hold/hold.ts'
import { order } from './order/index.ts'
import { request } from './request/index.ts'
import { task } from './task/task.ts'
import { visit } from './visit/index.ts'

export type AnyAggregate = Aggregate<unknown, Event>
/**
 * 历史状态: where what led to it is not kept step by step, a stream begins with the state that was reached, told whole: the row is what its
 * events fold to, here as everywhere.
 */
interface Head extends Event {
  type: 'reached'
  state: unknown
}
export const headEvent = (state: unknown): Head => ({ type: 'reached', state })
const isHead = (event: Event): event is Head => event.type === 'reached'

const fromHead = (aggregate: AnyAggregate): AnyAggregate => ({
  ...aggregate,
  evolve: (state, event, at) => (isHead(event) ? event.state : aggregate.evolve(state, event, at)),
})

const PLAIN = { contact, request, order, visit, task, edition, hold, disposal } as unknown as Record<Noun, AnyAggregate>
export const AGGREGATES = Object.fromEntries(Object.entries(PLAIN).map(([noun, a]) => [noun, fromHead(a)])) as Record<Noun, AnyAggregate>

const BY_NAME = new Map(
  Object.values(AGGREGATES).map((a) => [a.noun, new Map(a.commands.map((command) => [command.name, command] as const))] as const),
)
/** One command of a noun by its name. */
export const commandOf = (noun: Noun, name: string): Command<unknown, Event> | undefined => BY_NAME.get(noun)?.get(name)
