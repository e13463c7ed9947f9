import { ClockBadge } from '@huying/ui'
import { clockBadge, stoppedText } from '../clock.ts'
import { useCatalogue } from '../session.tsx'
import { momentText, useNow } from '../time.ts'
import { ASSIGNMENT_WORDS, ROLE_WORDS } from '../words.ts'
import { closing } from './ClockSide.tsx'
import type { AssignmentState, OrderAnswer } from './types.ts'

/** 承办: the tree of units, each with the state of its share; earlier rounds stand folded below. */
export function Shares({ order }: { order: OrderAnswer }) {
  const { assignments, rounds } = order.state
  if (assignments.length === 0) return null
  const running = assignments.filter(({ round }) => round === rounds.length)
  const earlier = assignments.filter(({ round }) => round < rounds.length)
  return (
    <section className="or-block" aria-label="承办">
      <h2>
        承办 <span>{running.length > 1 ? `${running.length} 份承办单` : ''}</span>
      </h2>
      <Branch order={order} shares={running} />
      {earlier.length > 0 && (
        <details className="or-earlier">
          <summary>此前 {rounds.length - 1} 轮</summary>
          <Branch order={order} shares={earlier} />
        </details>
      )}
    </section>
  )
}

function Branch({ order, shares, parent }: { order: OrderAnswer; shares: readonly AssignmentState[]; parent?: number }) {
  const here = shares.filter((one) => one.parent === parent)
  if (here.length === 0) return null
  return (
    <ul className="or-tree">
      {here.map((share) => (
        <li key={share.no}>
          <Share order={order} share={share} />
          <Branch order={order} shares={shares} parent={share.no} />
        </li>
      ))}
    </ul>
  )
}

const GONE: ReadonlySet<string> = new Set(['moved', 'recalled', 'waived'])

function Share({ order, share }: { order: OrderAnswer; share: AssignmentState }) {
  const words = useCatalogue()
  const now = useNow()
  const clock = closing(order, share.no)
  const isGone = GONE.has(share.stage)
  const badge = clock && !isGone && clock.stoppedAt === undefined ? clockBadge(clock, now) : undefined
  return (
    <div className={isGone ? 'or-share or-gone' : 'or-share'}>
      <span>
        {words.unitShort(share.unit)}
        {share.role !== 'sub' && <small> {ROLE_WORDS[share.role]}</small>}
        {share.handler && <small> {share.handler.name}</small>}
      </span>
      <b>{ASSIGNMENT_WORDS[share.stage]}</b>
      {badge && (
        <ClockBadge level={badge.level} used={badge.used}>
          {badge.text}
        </ClockBadge>
      )}
      {clock?.stoppedAt !== undefined && !isGone && (
        <small>
          {momentText(clock.stoppedAt)} {stoppedText(clock)}
        </small>
      )}
    </div>
  )
}
