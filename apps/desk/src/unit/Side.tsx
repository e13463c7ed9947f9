import { ClockBadge, Empty, ErrorLine, Go, KeyCap, LoadingRows, Overlays, ChangedLine } from '@huying/ui'
import { errorLine } from '../api.ts'
import { headBadge } from '../clock.ts'
import { CanDo } from '../order/CanDo.tsx'
import { closing } from '../order/ClockSide.tsx'
import { latest } from '../order/course.ts'
import { Matter } from '../order/Matter.tsx'
import { orderOverlays } from '../order/overlays.ts'
import { PrintLinks } from '../order/PrintLinks.tsx'
import { Shares } from '../order/Shares.tsx'
import { useOrder } from '../order/useOrder.ts'
import { Voices } from '../order/Voices.tsx'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { ROLE_WORDS } from '../words.ts'
import { orderHref, useGo } from '../where.ts'
import type { UnitRow } from './rows.ts'

interface SideProps {
  row: UnitRow | undefined
  onActed: () => void
}

/** The current row beside the list: what is asked, who asks, what I may do, and the answer being written. */
export function Side({ row, onActed }: SideProps) {
  const { order, newer, error, refresh, acted } = useOrder(row?.id)
  const words = useCatalogue()
  const now = useNow()
  const go = useGo()
  if (!row) return <Empty why="用 J、K 或点击选一件，在这里看内容和办理。" />
  if (error && !order) return <ErrorLine {...errorLine(error)} />
  if (!order) return <LoadingRows rows={5} bars={[20, 70]} />
  const { state } = order
  const clock = closing(order, row.no)
  const badge = clock && clock.stoppedAt === undefined ? headBadge(clock, now) : undefined
  const change = newer && latest(newer, words)
  const done = async () => {
    await acted()
    onActed()
  }
  return (
    <div className="un-side" key={order.id}>
      <header>
        <p>
          <span>
            {state.number} {row.role === 'sub' ? ROLE_WORDS.sub : `${ROLE_WORDS[row.role]}单`}
          </span>
          <Overlays items={orderOverlays(state, words)} max={2} />
          <span className="un-open">
            <Go href={orderHref(order.id)} onGo={go} className="hy-link">
              打开
            </Go>
            <KeyCap>Enter</KeyCap>
          </span>
        </p>
        <h2>{state.title}</h2>
        {badge && (
          <ClockBadge level={badge.level} used={badge.used}>
            {badge.text}
          </ClockBadge>
        )}
      </header>
      {change && <ChangedLine {...change} onRefresh={refresh} note="您填写的内容会保留" />}
      <CanDo key={order.id} order={order} onDone={done}>
        <PrintLinks order={order} />
      </CanDo>
      <Voices order={order} />
      <Matter order={order} />
      <Shares order={order} />
    </div>
  )
}
