/** One piece of work at the desk: the form, the call it came from, and what was prepared to be said. Lives in memory and on the server only. */
import { EMPTY_FORM, type Form, isWritten } from './form.ts'
import type { Draft, DraftBody, LifeEntry, Origin, ReplyDraft } from './server.ts'

export interface Work {
  /** Draft on the server; filled by the first save, closed when the work is registered or given up. */
  slot: { id?: string; closed?: boolean }
  form: Form
  origin?: Origin
  life: LifeEntry[]
  reply: ReplyDraft
}

export const EMPTY_REPLY: ReplyDraft = { text: '', knowledge: [], told: '', to: '', note: '' }

export const newWork = (origin?: Origin, form: Partial<Form> = {}): Work => ({
  slot: {},
  form: { ...EMPTY_FORM, contactNumber: origin?.number ?? '', ...form },
  origin,
  life: [],
  reply: EMPTY_REPLY,
})

/** Another matter of the same person. */
export const againFor = (origin: Origin | undefined, { kind, sex, name, company, contactNumber }: Form): Work =>
  newWork(origin, { kind, sex, name, company, contactNumber })

export const resumed = ({ id, body }: Draft): Work => ({
  slot: { id },
  form: { ...EMPTY_FORM, ...body.form },
  origin: body.origin,
  life: body.life ?? [],
  reply: { ...EMPTY_REPLY, ...body.reply },
})

export const bodyOf = ({ form, origin, life, reply }: Work): DraftBody => ({ form, origin, life, reply })

export const isKept = (work: Work) => isWritten(work.form) || work.reply.text.trim() !== '' || work.life.length > 0

/** 陈* : the list of drafts shows no identity to those who read the database. */
export const labelOf = ({ name }: Form) => (name.trim() ? `${[...name.trim()][0]}*` : '未留姓名')
