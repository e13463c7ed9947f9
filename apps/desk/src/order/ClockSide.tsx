import { ClockBadge } from '@huying/ui'
import { useState } from 'react'
import { clockBadge, stoppedText } from '../clock.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { momentText, useNow } from '../time.ts'
import { CLOCK_WORDS, ROLE_WORDS } from '../words.ts'
import { ClockDetail } from './ClockDetail.tsx'
import type { AssignmentState, ClockAnswer, OrderAnswer } from './types.ts'

const GONE: ReadonlySet<AssignmentState['stage']> = new Set(['moved', 'recalled', 'waived'])
const running = ({ state }: OrderAnswer) =>
  state.assignments.filter(({ stage, round }) => round === state.rounds.length && !GONE.has(stage))

/** The assignment by whose clock this reader is bound: his own unit's, else the lead's. */
export function ownAssignment(order: OrderAnswer, unit: string): number | undefined {
  const shares = running(order)
  return (shares.find((one) => one.unit === unit) ?? shares.find(({ role }) => role === 'lead'))?.no
}

export const closing = ({ clocks }: OrderAnswer, no: number | undefined): ClockAnswer | undefined =>
  clocks.find(({ assignment, counts }) => assignment === no && counts)

/** 0 stands for the centre's own clock, that of dispatching. */
const CENTRE = 0

/** The clock in the head of the page: while nobody has the order, that of dispatching it. */
export function headClock(order: OrderAnswer, unit: string): ClockAnswer | undefined {
  const own = ownAssignment(order, unit)
  return own === undefined ? order.clocks.find(({ assignment }) => assignment === CENTRE) : closing(order, own)
}

const ORDER: readonly ClockAnswer['kind'][] = ['dispatch', 'sign', 'contact', 'feedback', 'close', 'redo', 'internal']

/** 时限 and 计时明细: when what is due, and how each deadline came about, line by line. */
export function ClockSide({ order }: { order: OrderAnswer }) {
  const { actor } = useSession()
  const words = useCatalogue()
  const own = ownAssignment(order, actor.unit) ?? CENTRE
  const others = running(order).filter(({ no }) => no !== own)
  return (
    <>
      <Clocks order={order} no={own} title="时限" />
      {others.map(({ no, unit, role }) => (
        <details key={no} className="or-block or-fold">
          <summary>
            {words.unitShort(unit)}（{ROLE_WORDS[role]}）的时限
          </summary>
          <Clocks order={order} no={no} />
        </details>
      ))}
    </>
  )
}

function Clocks({ order, no, title }: { order: OrderAnswer; no: number; title?: string }) {
  const now = useNow()
  const [chosen, setChosen] = useState<ClockAnswer['kind']>()
  const clocks = order.clocks.filter(({ assignment }) => assignment === no).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const shown = clocks.find(({ kind }) => kind === chosen) ?? clocks.find(({ counts }) => counts) ?? clocks[0]
  if (!shown) return null
  return (
    <>
      <section className={title ? 'or-block' : undefined} aria-label={title}>
        {title && (
          <h2>
            {title} <span>点一项看它怎样算出来</span>
          </h2>
        )}
        <ul className="or-clocks">
          {clocks.map((clock) => (
            <li key={clock.kind}>
              <button type="button" className="hy-link" aria-pressed={clock === shown} onClick={() => setChosen(clock.kind)}>
                {CLOCK_WORDS[clock.kind]}
              </button>
              <State clock={clock} now={now} />
            </li>
          ))}
        </ul>
      </section>
      <ClockDetail key={shown.kind} order={order} clock={shown} />
    </>
  )
}

function State({ clock, now }: { clock: ClockAnswer; now: number }) {
  if (clock.stoppedAt !== undefined)
    return (
      <span className="hy-second">
        {momentText(clock.stoppedAt)} · {stoppedText(clock)}
      </span>
    )
  const { text, ...badge } = clockBadge(clock, now)
  return <ClockBadge {...badge}>{text}</ClockBadge>
}
