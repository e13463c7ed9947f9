import { ErrorLine, Facts, KeyCap, useKeys } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { type ErrorBody, post } from '../api.ts'
import { NoteForm } from '../dispatch/NoteForm.tsx'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { RESOLUTION_WORDS } from '../words.ts'
import { CallItem } from './CallItem.tsx'
import { DECISIONS } from './decisions.ts'
import { refreshVisits } from './queries.ts'
import type { VisitAnswer } from './types.ts'

interface VisitReviewCaseProps {
  view: VisitAnswer
  onSaid: (word: string) => void
}

/** One call-back whose answers propose to send it back: what the person said against what the unit says. */
export function VisitReviewCase({ view, onSaid }: VisitReviewCaseProps) {
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <section>
          <Said view={view} />
        </section>
        <section>
          <CallItem view={view} />
        </section>
      </div>
      <Decide view={view} onSaid={onSaid} />
    </>
  )
}

function Said({ view: { state, request } }: { view: VisitAnswer }) {
  const { scale, reasonName } = useCatalogue()
  const { outcome, reasons, words, attempts } = state
  const unitSays = request.reply && request.reply.solved in RESOLUTION_WORDS
  const last = attempts.at(-1)
  return (
    <>
      <h2 className="hy-hidden">
        {request.number} {request.title}
      </h2>
      <h3>诉求人的回答{state.selfRated && '（本人网上评价）'}</h3>
      <Facts
        items={[
          { label: '是否联系', value: outcome?.contacted === undefined ? undefined : outcome.contacted ? '联系过' : '没有联系' },
          {
            label: '是否解决',
            value: outcome?.solved && RESOLUTION_WORDS[outcome.solved],
            note:
              unitSays &&
              request.reply &&
              `单位填报 ${Object.entries(RESOLUTION_WORDS).find(([code]) => code === request.reply?.solved)?.[1]}`,
          },
          { label: '是否满意', value: scale.find(({ code }) => code === outcome?.satisfied)?.label },
          { label: '原因', value: reasons.map((code) => reasonName('dissatisfied', code)).join('、') || '没有记录' },
          { label: '原话', value: words ? `“${words}”` : '没有记录' },
          { label: '回访', value: last ? `${last.by}，${momentText(last.at)}` : undefined },
        ]}
        missing="未作答"
      />
    </>
  )
}

function Decide({ view, onSaid }: VisitReviewCaseProps) {
  const client = useQueryClient()
  const [at, setAt] = useState<number>()
  const [note, setNote] = useState('')
  const { busy, error, run } = useAct()
  const may = view.open.some(({ command }) => command === 'review')
  const barred: ErrorBody | undefined = view.barred.find(({ command }) => command === 'review')?.refusal
  const decision = at === undefined ? undefined : DECISIONS[at]
  const ready = decision !== undefined && (decision.code === 'redo' || note.trim() !== '') && !busy
  const send = async () => {
    if (!decision || !ready) return
    await run(async () => {
      await post(`/api/visits/${view.id}/review`, { decision: decision.code, note: note.trim() || undefined })
      onSaid(`${view.request.number} ${decision.done}`)
      await refreshVisits(client, [view.id])
    })
  }
  const keys = DECISIONS.map((_, index) => [String(index + 1), () => setAt(index)] as const)
  useKeys({ ...Object.fromEntries(keys), Escape: () => setAt(undefined), 'Ctrl+Enter': () => void send() }, { enabled: may })
  if (!may) return <p className="hy-empty">{barred?.message ?? '您的岗位只能查看，不能审核回访。'}</p>
  return (
    <section className="dp-ruling" aria-label="审核意见">
      {decision && (
        <NoteForm
          key={decision.code}
          label={decision.code === 'redo' ? '重办要求' : '理由'}
          optional={decision.code === 'redo'}
          note={note}
          onNote={setNote}
          phrases={decision.notes}
          onSubmit={() => void send()}
        />
      )}
      {error && <ErrorLine {...error} />}
      <div className="dp-ruling-do">
        {decision ? (
          <>
            <Button type="primary" disabled={!ready} onClick={() => void send()}>
              {decision.label}
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setAt(undefined)}>返回</Button>
          </>
        ) : (
          DECISIONS.map(({ code, label }, index) => (
            <Button key={code} type={index === 0 ? 'primary' : 'default'} onClick={() => setAt(index)}>
              {label}
              <KeyCap>{String(index + 1)}</KeyCap>
            </Button>
          ))
        )}
      </div>
    </section>
  )
}
