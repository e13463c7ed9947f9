/** The desk while a call is on it: line, work, what the middle shows, and every act of the agent. */
import { useQueryClient } from '@tanstack/react-query'
import type { ErrorLineProps } from '@huying/ui'
import { useEffect, useRef, useState } from 'react'
import { ApiError, errorLine, isAway } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { focusSoon, NUMBER_ID, PANE_ID } from './focus.ts'
import { type FieldKey, fieldOf, type Form, missingOf, type Outcome, registerBody, titleOf } from './form.ts'
import { usePreview, useProposals, useReading, useSettings } from './queries.ts'
import { actOn, type Draft, type Knowledge, type LineCall, type Matter, registerRequest } from './server.ts'
import { useCalls } from './useCalls.ts'
import { type Line, useLine } from './useLine.ts'
import { useDrafts } from './useDrafts.ts'
import { lifeOf } from './life.ts'
import { useShelf } from './useShelf.ts'
import { type Act, FORM_VIEW, type View } from './view.ts'
import { againFor, isKept, newWork, resumed, type Work } from './work.ts'

/**
 * A call that is refused keeps nobody from registering. One that nobody answered for does: what is registered without its call and sent
 * again with it would be another act, done twice.
 */
const unlessAway = (error: unknown) => {
  if (isAway(error)) throw error
  return undefined
}

export function useDeskState() {
  const client = useQueryClient()
  const catalogue = useCatalogue()
  const [work, setWork] = useState<Work>(() => newWork())
  const [view, setView] = useState<View>(FORM_VIEW)
  const [errors, setErrors] = useState<Partial<Record<FieldKey, ErrorLineProps>>>({})
  const [problem, setProblem] = useState<ErrorLineProps>()
  const [matter, setMatter] = useState<string>()
  const [added, setAdded] = useState<Matter[]>([])
  const [busy, setBusy] = useState(false)
  const lock = useRef(false)
  const calls = useLine((startedAt, contact) =>
    setWork((now) => (now.origin?.startedAt === startedAt ? { ...now, origin: { ...now.origin, contact } } : now)),
  )
  const { line, setLine } = calls
  const drafts = useDrafts(work)
  const proposals = useProposals(work.form)
  const shelf = useShelf(work.form, proposals)
  const heard = useCalls()
  const settings = useSettings()
  const asked = usePreview(work.form).data?.requires
  const reading = useReading(work.form).data
  const phone = catalogue.channels.find((c) => c.medium === 'phone')?.code ?? ''
  const brief = catalogue.types.find(({ code }) => code === work.form.type)?.brief ?? false
  const required = brief ? [] : (asked ?? catalogue.required.register)
  const callNumber = work.origin?.number ?? ''
  /** The work came with the call that is on the line. */
  const mine = line !== undefined && work.origin?.startedAt === line.startedAt

  /** Calls of mine that neither stand on the desk nor wait in a draft: told by the telephone, or left over by a page that went away. */
  const known = new Set([line?.contact, work.origin?.contact, ...drafts.others.map(({ body }) => body.origin?.contact)])
  const open = heard.filter(({ id, stage }) => stage === 'open' && !known.has(id) && !calls.isEnded(id))
  const ringing = heard.filter(({ stage }) => stage === 'ringing')

  const show = (next: View) => {
    setProblem(undefined)
    setView(next)
  }
  const toForm = (key?: FieldKey) => {
    show(FORM_VIEW)
    focusSoon(key)
  }
  const patch = (change: Partial<Form>) => {
    setWork((now) => ({ ...now, form: { ...now.form, ...change } }))
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([key]) => !(key in change))))
  }
  /** A clean desk; while the caller is still there, with his number. What was seen of him goes when he has gone. */
  const clean = (next: Line | undefined, fresh = newWork(next)) => {
    setWork(fresh)
    setErrors({})
    show(FORM_VIEW)
    if (next) return
    setMatter(undefined)
    setAdded([])
    client.removeQueries({ queryKey: ['caller'] })
    for (const key of ['matter', 'reading', 'by-number']) client.removeQueries({ queryKey: [key] })
    shelf.type('')
  }
  const letGo = () => {
    setLine(undefined)
    clean(undefined)
    focusSoon(NUMBER_ID)
  }

  const park = async (): Promise<boolean> => {
    try {
      await drafts.store(work, true)
    } catch (error) {
      setProblem(errorLine(error))
      return false
    }
    const kept = mine ? { ...line, parked: true } : line
    if (kept?.endedAt) letGo()
    else {
      setLine(kept)
      clean(kept)
    }
    return true
  }
  /** A caller does not wait for a place among the parked: what cannot be parked is at least saved. */
  const aside = async (): Promise<boolean> => {
    if (!isKept(work)) return true
    try {
      await drafts.store(work, true).catch(() => drafts.store(work))
    } catch (error) {
      setProblem(errorLine(error))
      return false
    }
    if (mine) setLine(line.endedAt ? undefined : { ...line, parked: true })
    return true
  }
  const answer = async (number: string, channel = phone) => {
    if (!(await aside())) return
    clean(calls.begin(number, channel))
    focusSoon('content')
  }
  const pickUp = async (call: LineCall) => {
    if (!(await aside())) return
    const mine = await calls.pickUp(call)
    await client.invalidateQueries({ queryKey: ['line'] })
    if (!mine) return
    clean(mine)
    focusSoon('content')
  }
  const next = open.find(({ byTelephone }) => byTelephone)?.id
  useEffect(() => {
    const call = heard.find(({ id }) => id === next)
    if (call && !line) void pickUp(call)
  }, [next, line === undefined])

  const resume = async (draft: Draft) => {
    if (!(await aside())) return
    const back = resumed(draft)
    setWork(back)
    setErrors({})
    // Nobody put it aside: its page went away, and the caller may still be there.
    if (!line && back.origin && draft.parkedAt === null) setLine(back.origin)
    toForm('content')
  }
  /** The line is free; work that came from elsewhere stays on the desk. */
  const free = () => {
    if (mine || !isKept(work)) return letGo()
    setLine(undefined)
    show(FORM_VIEW)
  }
  const hangUp = () => {
    if (!line) return
    if (mine && isKept(work) && !line.endedAt) return setLine({ ...line, endedAt: Date.now() })
    if (!(mine && isKept(work)) && (line.settled || line.parked)) {
      if (line.settled) calls.close(line)
      return free()
    }
    show({ is: 'finish', of: 'line' })
  }
  /** 处置结果 chosen from the list; what was typed in this call and not registered goes with it. */
  const dispose = (of: 'line' | 'work', disposition?: string) => {
    const origin = of === 'line' ? line : work.origin
    if (origin) calls.close(origin, origin.settled ? undefined : disposition)
    if (of === 'work' || mine) drafts.drop(work)
    if (of === 'line' || mine) return of === 'line' ? free() : letGo()
    clean(line)
  }

  const once = async (job: () => Promise<void>): Promise<boolean> => {
    if (lock.current) return false
    lock.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await job()
      return true
    } catch (error) {
      const key = error instanceof ApiError ? fieldOf(error.field) : undefined
      if (key === 'alike') setWork((now) => ({ ...now, form: { ...now.form, askAlike: true } }))
      if (key) {
        setErrors({ [key]: errorLine(error) })
        toForm(key)
      } else setProblem(errorLine(error))
      return false
    } finally {
      lock.current = false
      setBusy(false)
    }
  }
  const register = (outcome: Outcome, change: Partial<Form> = {}, into?: string) =>
    once(async () => {
      const form = { ...work.form, ...change }
      const { origin } = work
      const contact = origin && (await calls.contactOf(origin).catch(unlessAway))
      const call = { channel: origin?.channel ?? phone, number: origin?.number ?? '', line: origin?.hotline?.code, contact }
      const told = await registerRequest(registerBody(form, call, outcome))
      drafts.drop(work)
      // The caller who is still there may have another matter; a call that is over ends with what was registered in it.
      const stays = mine && !line.endedAt ? { ...line, contact, settled: true } : undefined
      if (origin && !stays) calls.close({ ...origin, contact, settled: true })
      if (mine) setLine(stays)
      setWork(stays ? againFor(stays, form) : newWork(mine ? undefined : line))
      setErrors({})
      shelf.type('')
      const { number, answerBy } = told.view.state
      show({ is: 'done', done: { outcome, title: titleOf(form), number, queryCode: told.queryCode, due: answerBy?.due, into } })
      // The next caller may tell of the same trouble.
      await Promise.all(['caller', 'nearby'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    })
  const act = (on: Matter, command: Act, input: object = {}) =>
    once(async () => {
      const contact = line && (await calls.contactOf(line).catch(unlessAway))
      await actOn(on.id, command, { ...input, contact })
      setLine((now) => (now ? { ...now, settled: true } : now))
      await Promise.all([client.invalidateQueries({ queryKey: ['caller'] }), client.invalidateQueries({ queryKey: ['matter', on.id] })])
    })

  /** 引用: the public text goes into the answer, the entry is quoted with its version, an empty matter takes that of the entry. */
  const cite = (entry: Knowledge) => {
    const leaf = catalogue.categories.find(({ code, leaf }) => leaf && code === entry.category)
    setWork((now) => ({
      ...now,
      form: now.form.category || !leaf ? now.form : { ...now.form, category: leaf.code },
      reply: now.reply.knowledge.some(({ code }) => code === entry.code)
        ? now.reply
        : {
            ...now.reply,
            text: [now.reply.text.trim(), entry.citizenText].filter(Boolean).join('\n'),
            knowledge: [...now.reply.knowledge, { code: entry.code, title: entry.title }],
          },
    }))
    show({ is: 'outcome', how: 'answer' })
    focusSoon(work.form.type ? PANE_ID : 'type')
  }
  useEffect(() => {
    if (reading?.alike?.required && !work.form.askAlike && !brief) patch({ askAlike: true })
  }, [reading, work.slot, brief])

  const lacking = (codes: readonly string[]) => missingOf(work.form, callNumber, codes, settings?.facts ?? {})

  return {
    ...{
      line,
      work,
      view,
      errors,
      problem,
      matter,
      added,
      busy,
      callNumber,
      brief,
      mine,
      drafts,
      shelf,
      proposals,
      settings,
      open,
      ringing,
    },
    ...{ show, toForm, patch, park, answer, pickUp, cite, hangUp, dispose, resume, register, act, setMatter },
    fault: calls.fault,
    missing: lacking(required),
    /** What must be there before a unit can be given it (派单前必备), beyond what registering asks for. */
    lacking: lacking([...new Set([...required, ...catalogue.required.dispatch])]),
    /** What the type and the matter ask for. */
    required,
    /** Something is on the desk: the page has the whole screen, its keys come first, F1, F3 and F5 do nothing. */
    live: line !== undefined || isKept(work) || view.is !== 'form',
    life: lifeOf(work, setWork, { show, toForm }),
    setReply: (change: Partial<Work['reply']>) => setWork((now) => ({ ...now, reply: { ...now.reply, ...change } })),
    add: (found: Matter) => {
      setAdded((now) => [found, ...now.filter(({ id }) => id !== found.id)])
      setMatter(found.id)
    },
    /** 话后整理 is over: parked by itself, never lost. */
    wrapOver: () => void aside().then((safe) => safe && letGo()),
    /** After 已登记: on to another matter, or to the next call. */
    next: () => (line ? toForm('content') : letGo()),
  }
}

export type Desk = ReturnType<typeof useDeskState>
