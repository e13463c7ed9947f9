/** All nouns of the core. */
import type { Aggregate, Command, Event, Noun } from './kernel.ts'
import { edition } from './bulletin/index.ts'
import { contact } from './contact/index.ts'
import { order } from './order/index.ts'
import { request } from './request/index.ts'
import { task } from './task/task.ts'
import { visit } from './visit/index.ts'

export type AnyAggregate = Aggregate<unknown, Event>
export const AGGREGATES = { contact, request, order, visit, task, edition } as unknown as Record<Noun, AnyAggregate>

const BY_NAME = new Map(
  Object.values(AGGREGATES).map((a) => [a.noun, new Map(a.commands.map((command) => [command.name, command] as const))] as const),
)
/** One command of a noun by its name. */
export const commandOf = (noun: Noun, name: string): Command<unknown, Event> | undefined => BY_NAME.get(noun)?.get(name)
