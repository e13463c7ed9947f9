/** Drafts on the server: the running form every 2 s while it changes, parked ones until they are resumed (挂起). Nothing is kept by the browser. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SavedNote } from '@huying/ui'
import { type ComponentProps, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ApiError, isAway } from '../api.ts'
import { useSession } from '../session.tsx'
import { clockText } from './moments.ts'
import { dropDraft, listDrafts, saveDraft } from './server.ts'
import { bodyOf, isKept, labelOf, type Work } from './work.ts'

const EVERY = 2000
const RETRY = 10_000
const KEY = ['drafts'] as const

type Saved = ComponentProps<typeof SavedNote>

const stateAfter = (error: unknown): Saved['state'] => {
  if (error instanceof ApiError && error.status === 0) return 'kept'
  return isAway(error) ? 'away' : 'failed'
}

export function useDrafts(work: Work) {
  const { csrf } = useSession()
  const client = useQueryClient()
  const [saved, setSaved] = useState<Saved>()
  const chain = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef(work)
  const timer = useRef<number>(undefined)
  const list = useQuery({ queryKey: KEY, queryFn: listDrafts, staleTime: 5000 })

  /** One after the other, so that the second save knows the id that the first one got. */
  const queue = <T>(job: () => Promise<T>): Promise<T> => {
    const run = chain.current.then(job)
    chain.current = run.catch(() => undefined)
    return run
  }
  const store = (of: Work, parked = false) =>
    queue(async () => {
      if (of.slot.closed) return
      const fresh = of.slot.id === undefined
      const { id, savedAt } = await saveDraft({ id: of.slot.id, label: labelOf(of.form), body: bodyOf(of), parked })
      of.slot.id = id
      if (latest.current.slot === of.slot) setSaved({ state: 'saved', at: clockText(savedAt) })
      if (fresh || parked) await client.invalidateQueries({ queryKey: KEY })
    })
  const autosave = async () => {
    timer.current = undefined
    const of = latest.current
    if (!isKept(of)) return
    try {
      await store(of)
    } catch (error) {
      setSaved((now) => ({ state: stateAfter(error), at: now?.at }))
      // Tried again with the next change and on its own, for an agent who stopped typing.
      timer.current ??= window.setTimeout(() => void autosave(), RETRY)
    }
  }

  useLayoutEffect(() => {
    if (latest.current.slot !== work.slot) setSaved(undefined)
    latest.current = work
  }, [work])
  useEffect(() => {
    if (isKept(work)) timer.current ??= window.setTimeout(() => void autosave(), EVERY)
  }, [work.form, work.life, work.reply])
  useEffect(() => {
    const again = () => void autosave()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])

  // What was typed in the last two seconds is on this page only.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (timer.current !== undefined && !latest.current.slot.closed && isKept(latest.current)) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])

  return {
    saved,
    /** Parked drafts, and forms left over on another computer, without the one on the desk. */
    others: (list.data ?? []).filter(({ id }) => id !== work.slot.id),
    isError: list.isError,
    store,
    /** Registered or given up: the draft goes, and a save still under way does not bring it back. */
    drop: (of: Work) => {
      of.slot.closed = true
      void queue(async () => {
        if (of.slot.id) await dropDraft(of.slot.id, csrf)
        await client.invalidateQueries({ queryKey: KEY })
      }).catch(() => undefined)
    },
  }
}
