import './order.css'
import { ChangedLine, ClockBadge, Go, KeyCap, LoadingRows, Overlays, Page, Steps, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { errorLine } from '../api.ts'
import { headBadge } from '../clock.ts'
import { Notice } from '../frame/Notice.tsx'
import { useHeldMark } from '../retention/queries.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import { orderHref, useGo, useWhereId } from '../where.ts'
import { CanDo } from './CanDo.tsx'
import { ClockSide, headClock } from './ClockSide.tsx'
import { latest } from './course.ts'
import { Course } from './Course.tsx'
import { Files } from './files/Files.tsx'
import { Matter } from './Matter.tsx'
import { orderOverlays } from './overlays.ts'
import { PrintLinks } from './PrintLinks.tsx'
import { Shares } from './Shares.tsx'
import { stepsOf } from './steps.ts'
import type { OrderAnswer } from './types.ts'
import { useOrder } from './useOrder.ts'
import { Voices } from './Voices.tsx'
import { placeIn } from './worklist.ts'
import { Answers } from './Answers.tsx'

/** 工单: who, what, until when, what has happened, and what I may do now. */
export function OrderPage() {
  const id = useWhereId()
  const { order, newer, error, loading, refresh, acted, again } = useOrder(id)
  if (order) return <Shown key={order.id} order={order} newer={newer} onRefresh={refresh} onActed={acted} />
  if (loading) return <LoadingRows rows={8} />
  return (
    <Notice title="没有打开这件工单" error={error ? errorLine(error) : undefined}>
      <Button type="primary" onClick={again}>
        重试
      </Button>
    </Notice>
  )
}

interface ShownProps {
  order: OrderAnswer
  newer?: OrderAnswer
  onRefresh: () => void
  onActed: () => unknown
}

function Shown({ order, newer, onRefresh, onActed }: ShownProps) {
  const words = useCatalogue()
  const held = useHeldMark('orders', order.id)
  const { actor } = useSession()
  const now = useNow()
  const { state } = order
  const clock = headClock(order, actor.unit)
  const badge = clock && clock.stoppedAt === undefined && !OVER.has(state.stage) ? headBadge(clock, now) : undefined
  const steps = stepsOf(state)
  const change = newer && latest(newer, words)
  return (
    <Page
      title={state.title}
      overlays={<Overlays items={[...orderOverlays(state, words), ...held]} max={6} />}
      trail={<Trail order={order} />}
      steps={steps && <Steps {...steps} />}
      aside={
        badge && (
          <ClockBadge level={badge.level} used={badge.used} large reason="时限怎样算出来，见右侧计时明细">
            {badge.text}
          </ClockBadge>
        )
      }
    >
      {change && <ChangedLine {...change} onRefresh={onRefresh} note="您填写的内容会保留" />}
      <div className="or-grid">
        <div className="or-left">
          <Matter order={order} />
          <Shares order={order} />
          <Voices order={order} />
          <Files order={order.id} mayAdd={order.open.length > 0} />
        </div>
        <Course order={order} />
        <div className="or-right">
          <CanDo order={order} onDone={onActed}>
            <PrintLinks order={order} />
          </CanDo>
          <ClockSide order={order} />
          <Answers order={order} />
        </div>
      </div>
    </Page>
  )
}

const OVER: ReadonlySet<string> = new Set(['closed', 'archived', 'void'])

/** The list one came from, and where in it one is; J and K go on in it. */
function Trail({ order }: { order: OrderAnswer }) {
  const go = useGo()
  const { term } = useCatalogue()
  const place = placeIn(order.id)
  const step = (id: string | undefined) => (id === undefined ? false : go(orderHref(id)))
  useKeys({ J: () => step(place?.next), K: () => step(place?.previous), Escape: () => (place ? go(place.href) : false) })
  return (
    <>
      {place && (
        <>
          <Go href={place.href} onGo={go} className="hy-link">
            {place.label}
          </Go>
          <span>
            第 {place.at + 1} / {place.ids.length} 件
          </span>
          <KeyCap>J</KeyCap>
          <KeyCap>K</KeyCap>
        </>
      )}
      <span>
        {term('order', '工单')} {order.state.number}
      </span>
    </>
  )
}
