/** The call on the line (来电): opened by number or picked up, closed with exactly one disposition. The clock runs from the key press, not from the server's answer. */
import type { ErrorLineProps } from '@huying/ui'
import { useRef, useState } from 'react'
import { ApiError, errorLine } from '../api.ts'
import { answerContact, finishContact, type LineCall, type Origin, openContact } from './server.ts'

export interface Line extends Origin {
  /** Hung up, still being written down (话后整理). */
  endedAt?: number
  /** Its matter is parked: hanging up closes nothing. */
  parked?: boolean
}

/** What was done reaches the contact by a job a moment later; until then it looks as if nothing had been done. */
const TRIES = 6
const PAUSE = 400
const wait = (ms: number) => new Promise((done) => window.setTimeout(done, ms))

async function finishSettled(contact: string, disposition: string | undefined, settled: boolean) {
  for (let attempt = 1; ; attempt++) {
    try {
      await finishContact(contact, disposition)
      return
    } catch (error) {
      const early = settled && error instanceof ApiError && error.code === 'missing'
      if (error instanceof ApiError && error.code === 'stage') return
      if (!early || attempt === TRIES) throw error
      await wait(PAUSE)
    }
  }
}

const lineOf = ({ id, channel, number, line, startedAt, answeredAt, settled }: LineCall): Line => ({
  contact: id,
  channel,
  number: number ?? '',
  hotline: line,
  startedAt: answeredAt ?? startedAt,
  settled,
})

export function useLine(onContact: (startedAt: number, contact: string) => void) {
  const [line, setLine] = useState<Line>()
  const [fault, setFault] = useState<ErrorLineProps & { retry?: () => void }>()
  const opening = useRef(new Map<number, Promise<string>>())
  /** Ended here; the server may list them a moment longer. */
  const ended = useRef(new Set<string>())

  const contactOf = (origin: Origin): Promise<string> => {
    if (origin.contact) return Promise.resolve(origin.contact)
    const asked = opening.current.get(origin.startedAt) ?? openContact(origin.channel, origin.number)
    opening.current.set(origin.startedAt, asked)
    asked.then(
      (contact) => {
        setLine((now) => (now?.startedAt === origin.startedAt ? { ...now, contact } : now))
        onContact(origin.startedAt, contact)
      },
      () => opening.current.delete(origin.startedAt),
    )
    return asked
  }

  /** Entered by hand. */
  const begin = (number: string, channel: string): Line => {
    const fresh: Line = { number, channel, startedAt: Date.now() }
    setLine(fresh)
    setFault(undefined)
    contactOf(fresh).catch((error) => setFault({ ...errorLine(error), retry: () => void contactOf(fresh).then(() => setFault(undefined)) }))
    return fresh
  }

  /** Told by the telephone system, or still open from before: F2, first come first served. */
  const pickUp = async (call: LineCall): Promise<Line | undefined> => {
    setFault(undefined)
    try {
      if (call.stage === 'ringing') await answerContact(call.id)
    } catch (error) {
      setFault(errorLine(error))
      return undefined
    }
    const mine = lineOf({ ...call, answeredAt: call.stage === 'ringing' ? Date.now() : call.answeredAt })
    setLine(mine)
    return mine
  }

  /** Closes a call behind the agent's back; the next one does not wait for it. */
  const close = (origin: Origin, disposition?: string) => {
    // At once: the list still tells of it, and a desk that has just become free would take it up again.
    if (origin.contact) ended.current.add(origin.contact)
    const run = async () => {
      setFault(undefined)
      try {
        const contact = await contactOf(origin)
        ended.current.add(contact)
        await finishSettled(contact, disposition, origin.settled === true)
      } catch (error) {
        setFault({ ...errorLine(error), what: `上一通来电没有结束：${errorLine(error).what}`, retry: () => void run() })
      }
    }
    void run()
  }

  return { line, setLine, fault, setFault, begin, pickUp, contactOf, close, isEnded: (contact: string) => ended.current.has(contact) }
}
