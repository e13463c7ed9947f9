/** 消息: how much waits in each list of this post, and what has come since one last looked. Calm: told at most every half minute. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { get } from '../api.ts'
import { onChanged } from '../changes.ts'
import { useSession } from '../session.tsx'
import { announce } from './announce.ts'

export interface NoticeList {
  page: string
  list: string
  label: string
  count: number
}
/** With what has come since the menu was last open. */
export interface NoticeLine extends NoticeList {
  fresh: number
}

const keyOf = ({ page, list }: NoticeList) => `${page} ${list}`
/** Changes come in bursts; one look answers for all of them. */
const GATHER = 1500

/** Counts seen last, by post; in memory, so that a fresh page begins quietly. */
const seen = new Map<string, Map<string, number>>()

export function useNotices() {
  const { actor } = useSession()
  const client = useQueryClient()
  const post = `${actor.unit} ${actor.post}`
  const [looked, setLooked] = useState(0)
  const query = useQuery({
    queryKey: ['notices', post],
    queryFn: ({ signal }) => get<{ lists: NoticeList[] }>('/api/notices', undefined, signal),
    refetchInterval: 60_000,
    refetchIntervalInBackground: true,
  })
  useEffect(() => {
    let timer: number | undefined
    const stop = onChanged(() => {
      timer ??= window.setTimeout(() => {
        timer = undefined
        void client.invalidateQueries({ queryKey: ['notices'] })
      }, GATHER)
    })
    return () => {
      stop()
      window.clearTimeout(timer)
    }
  }, [client])

  const lists = query.data?.lists
  const before = useRef<readonly NoticeList[]>(undefined)
  useEffect(() => {
    if (!lists) return
    if (!seen.has(post)) seen.set(post, new Map(lists.map((one) => [keyOf(one), one.count])))
    const known = before.current
    before.current = lists
    if (known) announce(lists.filter((one) => one.count > (known.find((old) => keyOf(old) === keyOf(one))?.count ?? one.count)))
  }, [lists, post])

  const lines = useMemo((): NoticeLine[] => {
    void looked
    const base = seen.get(post)
    return (lists ?? []).map((one) => ({ ...one, fresh: Math.max(0, one.count - (base?.get(keyOf(one)) ?? one.count)) }))
  }, [lists, post, looked])
  /** The menu was open: what stands there now is no longer new. */
  const look = () => {
    if (!lists) return
    seen.set(post, new Map(lists.map((one) => [keyOf(one), one.count])))
    setLooked((n) => n + 1)
  }
  return { lines, fresh: lines.reduce((sum, { fresh }) => sum + fresh, 0), look }
}
