/** A reply that is being written is saved on the server every two seconds, sealed, and found again on another computer. */
import type { SavedNote } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { ApiError, get, post } from '../../api.ts'
import { timeText } from '../../time.ts'

const EVERY = 2000

export interface ReplyDraft {
  public: string
  internal: string
  plan: string
  solved?: string
  unsolvedReason?: string
  isTrue?: string
  outOfDuty: string
  attachments: readonly string[]
}
export const BLANK: ReplyDraft = { public: '', internal: '', plan: '', outOfDuty: '', attachments: [] }

interface Stored {
  body?: Partial<ReplyDraft>
  savedAt?: number
}

export interface Saved {
  state: ComponentProps<typeof SavedNote>['state']
  at?: string
}

/** What was saved for this assignment; undefined until it is known. */
export function useStoredReply(order: string, no: number) {
  const query = useQuery({
    queryKey: ['reply-draft', order, no],
    queryFn: () => get<Stored>(`/api/orders/${order}/drafts/${no}`),
    staleTime: Infinity,
    gcTime: 0,
  })
  return query.data ?? (query.error ? {} : undefined)
}

export function useReplyDraft(order: string, no: number, stored: Stored, before: Partial<ReplyDraft>) {
  const client = useQueryClient()
  const [values, setValues] = useState<ReplyDraft>({ ...BLANK, ...before, ...stored.body })
  const [saved, setSaved] = useState<Saved | undefined>(stored.savedAt ? { state: 'saved', at: timeText(stored.savedAt) } : undefined)
  const latest = useRef(values)
  const timer = useRef<number>(undefined)
  const url = `/api/orders/${order}/drafts/${no}`

  const save = async () => {
    timer.current = undefined
    try {
      const { savedAt } = await post<{ savedAt: number }>(url, { body: latest.current })
      client.setQueryData(['reply-draft', order, no], { body: latest.current, savedAt })
      setSaved({ state: 'saved', at: timeText(savedAt) })
    } catch (error) {
      setSaved((now) => ({ state: error instanceof ApiError && error.status === 0 ? 'kept' : 'failed', at: now?.at }))
    }
  }
  const flush = useRef(save)
  useEffect(() => {
    flush.current = save
  })
  // Leaving the form saves what the two seconds have not yet.
  useEffect(
    () => () => {
      if (timer.current === undefined) return
      window.clearTimeout(timer.current)
      void flush.current()
    },
    [],
  )
  const change = (part: Partial<ReplyDraft>) => {
    latest.current = { ...latest.current, ...part }
    setValues(latest.current)
    timer.current ??= window.setTimeout(() => void flush.current(), EVERY)
  }
  /** The reply has gone out: nothing is kept. */
  const forget = async () => {
    window.clearTimeout(timer.current)
    timer.current = undefined
    client.removeQueries({ queryKey: ['reply-draft', order, no] })
    await post(url, {}).catch(() => undefined)
  }
  return { values, change, saved, forget }
}
