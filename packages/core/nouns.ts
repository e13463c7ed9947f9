/** All nouns of the core. */
import type { Aggregate, Event, Noun } from './kernel.ts'
import { contact } from './contact/index.ts'
import { order } from './order/index.ts'
import { request } from './request/index.ts'
import { task } from './task/task.ts'
import { visit } from './visit/index.ts'

export type AnyAggregate = Aggregate<unknown, Event>
export const AGGREGATES = { contact, request, order, visit, task } as unknown as Record<Noun, AnyAggregate>
