/** What an edition's events ask of others: tasks of the units, and the end of the edition that it corrects. */
import type { Job } from '../kernel.ts'
import type { EditionEvent } from './events.ts'
import { type Edition, sectionOf } from './state.ts'

/** 通报核对, 通报供稿. */
export const CHECK_TASK = 'bulletin_check'
export const TEXT_TASK = 'bulletin_text'

export function editionJobs(edition: Edition, event: EditionEvent): Job[] {
  switch (event.type) {
    case 'check_begun':
      return opened(edition, CHECK_TASK, event)
    case 'asked':
      return opened(edition, TEXT_TASK, event)
    case 'sent':
      return done([sectionOf(edition, event.section).asked[event.unit]?.task])
    case 'confirmed':
      return done([edition.check?.tasks[event.unit]])
    case 'check_ended':
      return done(event.tacit.map((unit) => edition.check?.tasks[unit]))
    case 'issued':
      return edition.corrects
        ? [{ noun: 'edition', id: edition.corrects, command: 'supersede', input: { id: edition.id, no: edition.no } }]
        : []
    case 'voided':
      return tasksOf(edition).map((id): Job => ({ noun: 'task', id, command: 'cancel', input: { why: event.why } }))
    case 'closed':
    case 'frozen':
    case 'written':
    case 'passed':
    case 'objected':
    case 'ruled':
    case 'finalised':
    case 'submitted':
    case 'sent_back':
    case 'superseded':
    case 'leaked':
      return []
  }
}

type Asks = Pick<Extract<EditionEvent, { type: 'asked' | 'check_begun' }>, 'tasks' | 'what' | 'due'>

const opened = ({ id: edition }: Edition, kind: string, { tasks, what, due }: Asks): Job[] =>
  Object.entries(tasks).map(([unit, id]) => ({
    noun: 'task',
    id,
    command: 'open',
    input: { kind, about: { noun: 'edition', id: edition }, unit, what, due },
  }))

const done = (tasks: (string | undefined)[]): Job[] =>
  tasks.flatMap((id): Job[] => (id === undefined ? [] : [{ noun: 'task', id, command: 'done', input: {} }]))

const tasksOf = ({ check, sections }: Edition) => [
  ...Object.values(check?.tasks ?? {}),
  ...Object.values(sections).flatMap(({ asked }) => Object.values(asked).map(({ task }) => task)),
]
