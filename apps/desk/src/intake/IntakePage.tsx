import './intake.css'
import { OfflineStrip, useOnline } from '@huying/ui'
import { useLayoutEffect } from 'react'
import { ActPane } from './ActPane.tsx'
import { AnswerPane } from './AnswerPane.tsx'
import { CallBar } from './CallBar.tsx'
import { CallerPane } from './CallerPane.tsx'
import { DeskContext } from './DeskContext.ts'
import { DonePane } from './DonePane.tsx'
import { DraftStrip } from './DraftStrip.tsx'
import { FinishPane } from './FinishPane.tsx'
import { FormPane } from './FormPane.tsx'
import { JoinPane } from './JoinPane.tsx'
import { LifeStrip } from './LifeStrip.tsx'
import { ReadBackPane } from './ReadBackPane.tsx'
import { RefusePane } from './RefusePane.tsx'
import { RightPane } from './RightPane.tsx'
import { TransferPane } from './TransferPane.tsx'
import { useDeskState } from './useDesk.ts'
import type { OutcomeKind, View } from './view.ts'

/** 受理台: one fixed screen. While a call is on it, it has the whole window; nothing moves when the caller goes. */
export function IntakePage() {
  const desk = useDeskState()
  const online = useOnline()
  const whole = desk.line !== undefined || desk.work.origin !== undefined || desk.view.is !== 'form'
  useLayoutEffect(() => {
    // What lies under the desk is out of reach of Tab too.
    document.documentElement.classList.toggle('ik-covers', whole)
    return () => document.documentElement.classList.remove('ik-covers')
  }, [whole])
  return (
    <DeskContext value={desk}>
      <div className={whole ? 'ik-desk ik-whole' : 'ik-desk'}>
        <h1 className="hy-hidden">受理台</h1>
        <CallBar />
        {whole && !online && <OfflineStrip state="offline" />}
        {desk.life.runs && <LifeStrip />}
        <div className="ik-cols">
          <CallerPane />
          <section className="ik-middle" aria-label="登记">
            <DraftStrip />
            <Middle view={desk.view} />
          </section>
          <RightPane />
        </div>
      </div>
    </DeskContext>
  )
}

const OUTCOMES: Record<OutcomeKind, () => React.JSX.Element> = { answer: AnswerPane, refuse: RefusePane, transfer: TransferPane }

function Middle({ view }: { view: View }) {
  switch (view.is) {
    case 'form':
      return <FormPane />
    case 'readback':
      return <ReadBackPane />
    case 'outcome': {
      const Pane = OUTCOMES[view.how]
      return <Pane />
    }
    case 'join':
      return <JoinPane order={view.order} />
    case 'act':
      return <ActPane key={`${view.act} ${view.matter.id}`} act={view.act} matter={view.matter} />
    case 'done':
      return <DonePane done={view.done} />
    case 'finish':
      return <FinishPane of={view.of} />
  }
}
