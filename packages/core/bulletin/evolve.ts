import { type Instant, never } from '../kernel.ts'
import type { EditionEvent } from './events.ts'
import { type Edition, type Section, sectionOf, type Written } from './state.ts'

export function evolve(state: Edition | undefined, event: EditionEvent, at: Instant): Edition {
  if (event.type === 'closed') return closed(event, at)
  if (!state) throw new Error(`${event.type} before closed`)
  const { by = '', user = '' } = event as { by?: string; user?: string }
  switch (event.type) {
    case 'frozen':
      return { ...state, stage: 'draft', facts: event.facts, units: event.units, loop: event.loop }
    case 'written':
      return withSection(state, event.section, { written: written(event, at) })
    case 'passed':
      return withSection(state, event.section, { written: passed(sectionOf(state, event.section).written, event, at) })
    case 'asked':
      return withSection(state, event.section, { asked: { ...sectionOf(state, event.section).asked, ...asked(event) } })
    case 'sent':
      return withSection(state, event.section, { sent: { ...sectionOf(state, event.section).sent, [event.unit]: written(event, at) } })
    case 'check_begun':
      return { ...state, stage: 'checking', check: { due: event.due, tasks: event.tasks } }
    case 'objected': {
      const { no, unit, fact, claim, effect, why, evidence } = event
      return { ...state, objections: [...state.objections, { no, unit, fact, claim, effect, why, evidence, by, user, at }] }
    }
    case 'ruled': {
      const ruled = { granted: event.granted, why: event.why, by, at }
      return { ...state, objections: state.objections.map((one) => (one.no === event.no ? { ...one, ruled } : one)) }
    }
    case 'confirmed':
      return { ...state, confirmed: { ...state.confirmed, [event.unit]: { by, at } } }
    case 'check_ended':
      return ended(state, event.tacit, at)
    case 'finalised':
      return { ...state, stage: 'final', finalised: { by, user, at } }
    case 'submitted':
      return { ...state, stage: 'submitted', submitted: { by, user, at } }
    case 'sent_back':
      return { ...state, stage: 'final', submitted: undefined }
    case 'issued':
      return { ...state, stage: 'issued', issued: { by, user, at, issue: event.issue } }
    case 'superseded':
      return { ...state, stage: 'corrected', correctedBy: { id: event.id, no: event.no } }
    case 'leaked': {
      const { section, what, publisher } = event
      return { ...state, leaks: [...state.leaks, { section, what, publisher, by, at }] }
    }
    case 'voided':
      return { ...state, stage: 'void' }
    default:
      return never(event)
  }
}

type Of<T extends EditionEvent['type']> = Extract<EditionEvent, { type: T }>

const closed = ({ fields: { month, period, ...fields }, by, user }: Of<'closed'>, at: Instant): Edition => ({
  ...fields,
  period: period ?? month ?? '',
  stage: 'closing',
  ...{ closedBy: by, closedByUser: user, closedAt: at },
  ...{ units: [], confirmed: {}, objections: [], leaks: [] },
})

const withSection = (state: Edition, code: string, part: Partial<Section>): Edition => ({
  ...state,
  sections: { ...state.sections, [code]: { ...sectionOf(state, code), ...part } },
})

const written = ({ text, findings, by, user }: Of<'written'> | Of<'sent'>, at: Instant): Written => ({ text, findings, by, user, at })

function passed(words: Written | undefined, { from, why, by }: Of<'passed'>, at: Instant): Written | undefined {
  return words && { ...words, findings: words.findings.map((f) => (f.from === from ? { ...f, passed: { by, why, at } } : f)) }
}

const asked = ({ tasks, due }: Of<'asked'>) => Object.fromEntries(Object.entries(tasks).map(([unit, task]) => [unit, { task, due }]))

function ended(state: Edition, tacit: string[], at: Instant): Edition {
  const silent = Object.fromEntries(tacit.map((unit) => [unit, { by: '', at, tacit: true as const }]))
  return { ...state, check: state.check && { ...state.check, ended: true }, confirmed: { ...state.confirmed, ...silent } }
}
