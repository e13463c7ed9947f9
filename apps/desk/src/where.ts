/** Addresses. Every href carries the base, so that a middle click opens it too: `to('/orders/1')` → `/desk/orders/1`. */
import { useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type Params, withQuery } from './api.ts'

const BASE = import.meta.env.BASE_URL.replace(/\/$/, '')

export const to = (path: string, params?: Params): string => withQuery(`${BASE}${path}`, params)
export const orderHref = (id: string, params?: Params): string => to(`/orders/${id}`, params)

/** Goes to an href made by `to` without loading the page anew; hand it to `Go`, `Tabs`, `TitleCell` as `onGo`. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback((href: string) => router.history.push(href), [router])
}

/** What stands behind the ? of the address. */
export function useWhereSearch(): Record<string, string | undefined> {
  return useSearch({ strict: false, select: texts })
}
const texts = (search: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(search).map(([key, value]) => [key, value === undefined ? undefined : String(value)]))

/** `:id` of the address. */
export function useWhereId(): string {
  return useParams({ strict: false, select: (params) => ('id' in params ? String(params.id) : '') })
}
