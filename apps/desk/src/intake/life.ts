/** 生命危险: one key, one strip, everything timed; what was noted becomes part of what is registered. */
import { focusSoon } from './focus.ts'
import type { FieldKey, Form } from './form.ts'
import { clockText, nowInstant, stampText } from './moments.ts'
import { FORM_VIEW, type View } from './view.ts'
import type { Work } from './work.ts'

const BEGIN = '启动生命危险处置'
const END = '结束处置'
const TRANSFER = '转接 '

/** Facts that nobody asks for while a life is in danger; all of them stay open to change. */
const facts = (form: Form, time: string): Partial<Form> => ({
  urgency: 'major',
  since: form.since || `今天 ${time}`,
  affected: form.affected || '1 人',
  wants: form.wants || '紧急救助',
})

const noted = (work: Work, what: string): Work => ({ ...work, life: [...work.life, { at: nowInstant(), what }] })
const logOf = ({ life }: Work) => life.map(({ at, what }) => `${stampText(at)} ${what}`).join('；')

export const lifeRuns = ({ life }: Work) => life.length > 0 && life.at(-1)?.what !== END

interface Ways {
  show: (view: View) => void
  toForm: (key?: FieldKey) => void
}

export function lifeOf(work: Work, setWork: (change: (now: Work) => Work) => void, { show, toForm }: Ways) {
  return {
    runs: lifeRuns(work),
    begin: () => {
      if (lifeRuns(work)) return
      setWork((now) => noted({ ...now, form: { ...now.form, ...facts(now.form, clockText(nowInstant())) } }, BEGIN))
      show(FORM_VIEW)
      focusSoon('place')
    },
    /** 110, 120: with the address of the form. */
    transfer: (to: string, address: string) => setWork((now) => noted(now, `${TRANSFER}${to}，报地址：${address || '未问明'}`)),
    end: () => {
      const ended = noted(work, END)
      const log = logOf(ended)
      const to = ended.life.flatMap(({ what }) => (what.startsWith(TRANSFER) ? [what.slice(TRANSFER.length).split('，')[0] ?? ''] : []))
      const content = `${work.form.content.trim()}\n【生命危险处置】${log}`.trim()
      const reply = { ...work.reply, to: [...new Set(to)].join('、') || work.reply.to, note: log.slice(0, 500) }
      setWork(() => ({ ...ended, form: { ...work.form, content }, reply }))
      if (to.length > 0) show({ is: 'outcome', how: 'transfer' })
      else toForm('content')
    },
  }
}
