/** What is looked up while the caller speaks. Answers about a person leave the memory with the call (useDesk `clean`). */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useCatalogue } from '../session.tsx'
import { type Form, superiorDueOf } from './form.ts'
import { readCount } from './count.ts'
import { type ProposalRow, proposalsFor } from './proposals.ts'
import {
  askPreview,
  findByNumber,
  findCaller,
  findKnowledge,
  findNearby,
  type Knowledge,
  type Matter,
  readOrder,
  readRequest,
  readSettings,
  readStory,
} from './server.ts'

const MINUTE = 60_000

/** The person behind the number: open matters first. */
export function useCaller(number: string) {
  const digits = number.replace(/\D/g, '')
  return useQuery({
    queryKey: ['caller', number],
    queryFn: () => findCaller(number),
    enabled: digits.length >= 3,
    staleTime: 5 * MINUTE,
    gcTime: MINUTE,
    refetchOnWindowFocus: false,
  })
}

/** One matter with the order that carries it: unit, last contact, what may be told. */
export function useMatter(id: string | undefined) {
  return useQuery({
    queryKey: ['matter', id],
    enabled: id !== undefined,
    staleTime: MINUTE,
    gcTime: MINUTE,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const view = await readRequest(id ?? '')
      const link = view.state.links.find(({ to }) => to === undefined)
      const order = link && (await readOrder(link.order).catch(() => undefined))
      return { view, state: view.state, order: order?.state }
    },
  })
}

/** 承办单位 and 截止时间, as soon as type and matter are known. */
export function usePreview(form: Form) {
  const { type, category, region, urgency, kind } = form
  const affected = readCount(form.affected)
  const ask = {
    type: type ?? '',
    category: category ?? '',
    region,
    urgency,
    affected: affected?.high ?? affected?.low,
    firm: kind === 'firm' || undefined,
    superiorDue: superiorDueOf(form),
  }
  return useQuery({
    queryKey: ['preview', ask],
    queryFn: () => askPreview(ask),
    enabled: type !== undefined && category !== undefined,
    staleTime: MINUTE,
    retry: false,
  })
}

export function useNearby({ category, region }: Form) {
  return useQuery({
    queryKey: ['nearby', category, region],
    queryFn: () => findNearby(category ?? '', region),
    enabled: category !== undefined,
    staleTime: 30_000,
    retry: false,
  })
}

/** What is typed, once the hands rest; a cleared field at once, so that nothing of the last caller comes back. */
function useSettled(text: string, ms: number): string {
  const [settled, setSettled] = useState(text)
  const cleared = text.length < 2
  useEffect(() => {
    if (cleared) return setSettled('')
    const timer = window.setTimeout(() => setSettled(text), ms)
    return () => window.clearTimeout(timer)
  }, [text, cleared, ms])
  return cleared ? '' : settled
}

/** The story as the system reads it; the last reading stays until the next is there. */
export function useReading({ content, place }: Form) {
  const text = useSettled(`${content}\n${place}`.trim(), 300)
  return useQuery({
    queryKey: ['reading', text],
    queryFn: () => readStory(text),
    enabled: text.length > 1,
    placeholderData: (last) => (text.length > 1 ? last : undefined),
    staleTime: MINUTE,
    gcTime: MINUTE,
    retry: false,
  })
}

/** 系统建议, worked out once for the whole desk; typing goes first, they may come a moment later. */
export function useProposals(form: Form): ProposalRow[] {
  const catalogue = useCatalogue()
  const told = useDeferredValue(form)
  const reading = useReading(told).data
  return useMemo(() => proposalsFor(told, reading, catalogue), [told, reading, catalogue])
}

/** Settings of the desk; those of the catalogue's neighbours hardly ever change in a shift. */
export function useSettings() {
  return useQuery({ queryKey: ['intake-settings'], queryFn: readSettings, staleTime: 10 * MINUTE }).data
}

/** A request's number as it is spoken or written: 241108 0412, 241108-0412. */
const asNumber = (typed: string) => /^\d{6}[\s-]?\d{3,6}$/.exec(typed.trim())?.[0].replace(/\s/, '-')

const NONE: Knowledge[] = []

/** 统一口径 by the words typed, otherwise by the matter, chosen or proposed, valid at its place; matters by a number that the caller states. */
export function useShelfRows(typed: string, category: string | undefined, region: string | undefined) {
  const q = useSettled(typed.trim(), 150)
  const number = asNumber(q)
  const ask = q.length > 1 ? { q, region } : { category, region }
  const knowledge = useQuery({
    queryKey: ['knowledge', ask],
    queryFn: () => findKnowledge(ask),
    enabled: number === undefined && (q.length > 1 || category !== undefined),
    placeholderData: (last) => last,
    staleTime: 5 * MINUTE,
    retry: false,
  })
  const matters = useQuery({
    queryKey: ['by-number', number],
    queryFn: () => findByNumber(number ?? ''),
    enabled: number !== undefined,
    gcTime: MINUTE,
    retry: false,
  })
  const asked = q.length > 1 || category !== undefined
  return { q, number, asked, knowledge, matters, rows: (asked && number === undefined && knowledge.data) || NONE }
}

export interface Matters {
  open: Matter[]
  closed: Matter[]
  all: Matter[]
  chosen?: Matter
}

/** Matters of the line and those by a number that the caller stated; the first open one is chosen until the agent chooses. */
export function mattersOf(found: { open: Matter[]; closed: Matter[] } | undefined, added: Matter[], chosen: string | undefined): Matters {
  const known = new Set(added.map(({ id }) => id))
  const open = [...added, ...(found?.open ?? []).filter(({ id }) => !known.has(id))]
  const closed = (found?.closed ?? []).filter(({ id }) => !known.has(id))
  const all = [...open, ...closed]
  return { open, closed, all, chosen: all.find(({ id }) => id === chosen) ?? open[0] }
}
