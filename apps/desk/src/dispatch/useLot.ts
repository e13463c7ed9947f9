/** State and acts of the lot on the table: look, claim (领取), check, send (派发), put back (放回), merge (并单). */
import type { ErrorLineProps } from '@huying/ui'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { ApiError, postBatch, refusalLine } from '../api.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { nowMs } from '../time.ts'
import { differences, heldBy, lotOf, nextAssignment, usualAssists } from './lot.ts'
import { LOT, type PoolEntry, useGroupChange, useGroupRows } from './pool.ts'
import { noteSent, noteSkipped, useSitting } from './sitting.ts'
import { useLease } from './useLease.ts'
import { useOrders } from './view.ts'

/** look: texts only · check: held by me, and the panel shows what will go out. */
export type Step = 'look' | 'check'
export type Editing = 'unit' | 'assists' | 'limit' | 'skip' | 'merge'
export interface Limit {
  amount: number
  unit: 'workday' | 'day' | 'workhour' | 'hour'
}
interface Target {
  unit?: string
  assists?: string[]
  limit?: Limit
}

export type LotState = ReturnType<typeof useLot>

export function useLot(entry: PoolEntry) {
  const me = useSession()
  const words = useCatalogue()
  const { skipped } = useSitting()
  const group = useGroupRows(entry)
  const change = useGroupChange(entry)
  const rows = lotOf(group.data ?? [], me.user, skipped, LOT)
  const { views, loading } = useOrders(rows.map(({ id }) => id))
  const byId = new Map(views.map((view) => [view.id, view]))
  const differ = differences(views, me.user, words)

  const [current, setCurrent] = useState<string>()
  const [choice, setChoice] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [refused, setRefused] = useState<ReadonlyMap<string, ErrorLineProps>>(new Map())
  const [editing, setEditing] = useState<Editing>()
  const [target, setTarget] = useState<Target>({})
  /** What goes wrong as a whole is said in the panel. */
  const { busy, error, run: act, blame } = useAct()

  useLease(rows.flatMap(({ id, holder }) => (holder === me.user ? [id] : [])))

  const here = rows.find(({ id }) => id === current) ?? rows[0]
  const isTicked = (id: string) => choice.get(id) ?? !(differ.has(id) || refused.has(id))
  const ticked = rows.filter(({ id }) => isTicked(id)).flatMap(({ id }) => byId.get(id) ?? [])
  const taken = rows.length > 0 && rows.every(({ holder }) => holder === me.user)
  const step: Step = taken ? 'check' : 'look'
  const unit = target.unit ?? entry.unit ?? undefined
  const assists = (target.assists ?? usualAssists(views)).filter((code) => code !== unit)

  const batch = async (command: string, items: { id: string; input: object }[]) => {
    const { results } = await postBatch('order', command, items)
    const bad = results.flatMap(({ id, error: refusal }) => (refusal ? [[id, refusalLine(refusal)] as const] : []))
    setRefused((old) => new Map([...[...old].filter(([id]) => !results.some((result) => result.id === id)), ...bad]))
    setChoice((old) => new Map([...old].filter(([id]) => !bad.some(([one]) => one === id))))
    return results.filter(({ ok }) => ok).map(({ id }) => id)
  }

  const take = () =>
    act(async () => {
      const free = rows.filter(({ id }) => !heldBy(byId.get(id), me.user))
      if (free.length === 0) return blame(new ApiError({ code: 'held', message: '本组均有同事正在处理，请派下一组。' }, 0))
      const done = await batch(
        'claim',
        free.map(({ id }) => ({ id, input: {} })),
      )
      change.hold(done, me.user)
    })

  const send = () =>
    act(async () => {
      if (!unit) return setEditing('unit')
      const given = { lead: { unit, limit: target.limit }, assists: assists.map((code) => ({ unit: code })) }
      const done = await batch(
        'dispatch',
        ticked.map(({ id }) => ({ id, input: given })),
      )
      const out = ticked.filter(({ id }) => done.includes(id))
      if (out.length > 0) {
        const orders = out.map((view) => ({
          id: view.id,
          number: view.state.number,
          title: view.state.title,
          assignment: nextAssignment(view),
        }))
        noteSent({ key: `${nowMs()} ${entry.key}`, at: nowMs(), unit, category: entry.category, orders })
      }
      setTarget({})
      setChoice(new Map())
      await change.drop(done)
    })

  const skip = (why: string) =>
    act(async () => {
      if (!here) return
      const [done] = await batch('release', [{ id: here.id, input: { why } }])
      setEditing(undefined)
      if (!done) return
      noteSkipped(done, why)
      change.hold([done], null)
    })

  const merge = (why: string) =>
    act(async () => {
      if (!here) return
      const others = ticked.filter(({ id }) => id !== here.id)
      const done = await batch(
        'merge',
        others.map(({ id }) => ({ id, input: { into: here.id, why } })),
      )
      setEditing(undefined)
      await change.drop([...done, here.id].filter((id) => id !== here.id))
    })

  const tick = (id: string, to = !isTicked(id)) => {
    setChoice((old) => new Map(old).set(id, to))
  }
  /** Only this one, or all again. */
  const solo = () => {
    if (!here) return
    const alone = ticked.length === 1 && ticked[0]?.id === here.id
    setChoice(alone ? new Map() : new Map(rows.map(({ id }) => [id, id === here.id])))
  }

  return {
    ...{ entry, rows, views, byId, loading: loading || group.isPending, failed: group.error, differ, refused },
    ...{ here, setCurrent, ticked, isTicked, tick, solo, step, unit, assists, limit: target.limit, busy, error },
    ...{ editing, edit: setEditing, take, send, skip, merge },
    retarget: (next: Target) => setTarget((old) => ({ ...old, ...next })),
    /** How many of the group are not on the table. */
    rest: Math.max(0, entry.count - rows.length),
    others: rows.length > 0 && taken ? (group.data ?? []).filter(({ holder }) => holder !== null && holder !== me.user).length : 0,
  }
}
