import { ClockBadge, ErrorLine, Facts, Field, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { clockBadge } from '../clock.ts'
import { NoteForm } from '../dispatch/NoteForm.tsx'
import type { useRule } from '../dispatch/useRule.ts'
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { dueText, momentText, useNow } from '../time.ts'
import { CLOCK_WORDS, CONTACT_PURPOSES, CONTACT_RESULTS, RESOLUTION_WORDS } from '../words.ts'
import { hintsOf } from './hints.ts'
import { assistsIn, submittedIn } from './submitted.ts'

interface ReviewCaseProps {
  order: OrderAnswer
  rule: ReturnType<typeof useRule>
  onPass: () => void
}

/** One answer: what was asked, both texts, who reached the person when, the clocks, what to look at; pass or send back. */
export function ReviewCase({ order, rule, onPass }: ReviewCaseProps) {
  const lead = submittedIn(order)
  if (!lead) return <p className="hy-empty">这件工单已不在待审核。</p>
  const hints = hintsOf(order, lead)
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <Asked order={order} />
        <Answered assignment={lead} />
        {assistsIn(order, lead).map((assist) => (
          <Answered key={assist.no} assignment={assist} />
        ))}
        {hints.length > 0 && (
          <section className="rv-hints">
            <h3>请留意</h3>
            <ul>
              {hints.map((hint) => (
                <li key={hint}>{hint}</li>
              ))}
            </ul>
          </section>
        )}
        <Evidence order={order} lead={lead} />
      </div>
      <Verdict order={order} lead={lead} rule={rule} onPass={onPass} />
    </>
  )
}

function Asked({ order: { state, members } }: { order: OrderAnswer }) {
  const [first] = members
  const rest = [state.place.text, first?.wants && `希望：${first.wants}`, members.length > 1 && `共 ${members.length} 人反映`]
  return (
    <section>
      <h2>
        {state.number} {state.title}
      </h2>
      <p className="dp-read">{state.content}</p>
      <p className="hy-mute">{rest.filter(Boolean).join(' · ')}</p>
    </section>
  )
}

/** 公开答复 and 内部办理情况 stand apart: the first is what the person will hear. */
function Answered({ assignment }: { assignment: AssignmentState }) {
  const { unitName, reasonName } = useCatalogue()
  const reply = assignment.replies.at(-1)
  if (!reply) return null
  const result = [reply.isTrue ? '属实' : '不属实', RESOLUTION_WORDS[reply.solved]]
  return (
    <section>
      <h3>
        {unitName(assignment.unit)}
        {assignment.role === 'assist' && '（协办）'}答复诉求人
      </h3>
      <p className="dp-read rv-public">{reply.public}</p>
      <h3>办理情况（内部）</h3>
      <p className="dp-read">{reply.internal}</p>
      <Facts
        items={[
          { label: '办理结果', value: result.join(' · '), note: reply.unsolvedReason && reasonName('unsolved', reply.unsolvedReason) },
          ...(reply.plan ? [{ label: '重办方案', value: reply.plan }] : []),
          { label: '答复', value: `${reply.by}，${momentText(reply.at)}` },
          { label: '签批', value: reply.approval && `${reply.approval.by}，${momentText(reply.approval.at)}` },
        ]}
        missing="无"
      />
    </section>
  )
}

/** How it came to the answer: talks with the person and the clocks. */
function Evidence({ order, lead }: { order: OrderAnswer; lead: AssignmentState }) {
  const { unitShort } = useCatalogue()
  const now = useNow()
  const shares = order.state.assignments.filter(({ round }) => round === lead.round)
  const talks = shares.flatMap(({ unit, contacts }) => contacts.map((talk) => ({ ...talk, unit }))).sort((a, b) => a.at - b.at)
  const steps = shares.flatMap(({ unit, progress }) => progress.map((step) => ({ ...step, unit }))).sort((a, b) => a.at - b.at)
  return (
    <>
      <section>
        <h3>联系诉求人 {talks.length} 次</h3>
        {talks.length === 0 && <p className="hy-mute">没有联系记录。</p>}
        <ul className="dp-before">
          {talks.map((talk) => (
            <li key={`${talk.at} ${talk.unit} ${talk.purpose} ${talk.result}`}>
              {momentText(talk.at)} {unitShort(talk.unit)} {CONTACT_PURPOSES[talk.purpose]} <b>{CONTACT_RESULTS[talk.result]}</b>
              {talk.note && `，${talk.note}`}
            </li>
          ))}
        </ul>
        {steps.length > 0 && <h3>办理进展</h3>}
        <ul className="dp-before">
          {steps.map((step) => (
            <li key={`${step.at} ${step.unit}`}>
              {momentText(step.at)} {unitShort(step.unit)}：{step.text}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>时限</h3>
        <Facts
          items={order.clocks
            .filter(({ assignment }) => assignment === lead.no)
            .map((clock) => {
              const badge = clockBadge(clock, now)
              return {
                label: CLOCK_WORDS[clock.kind],
                value: dueText(clock.due),
                note: (
                  <ClockBadge level={badge.level} used={badge.used}>
                    {badge.text}
                  </ClockBadge>
                ),
              }
            })}
        />
      </section>
    </>
  )
}

function Verdict({ order, lead, rule, onPass }: ReviewCaseProps & { lead: AssignmentState }) {
  const { reasons } = useCatalogue()
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const [why, setWhy] = useState('')
  const may = order.open.some(({ command }) => command === 'review')
  useKeys({ Y: () => (refusing ? false : onPass()), N: () => setRefusing(true), Escape: () => setRefusing(false) }, { enabled: may })
  const complete = why.trim() !== '' && (reason !== '' || reasons.review.length === 0)
  const refuse = () => {
    const input = { assignment: lead.no, pass: false, reason: reason || undefined, why: why.trim() }
    if (complete) void rule.one(order.id, input, `${order.state.number} 已驳回`)
  }
  if (!may) return <p className="hy-empty">您的岗位只能查看，不能审核答复。</p>
  return (
    <section className="dp-ruling" aria-label="审核">
      {refusing && <SendBack reason={reason} onReason={setReason} why={why} onWhy={setWhy} onSubmit={refuse} />}
      {rule.error && <ErrorLine {...rule.error} />}
      {rule.said && <p role="status">{rule.said}</p>}
      <div className="dp-ruling-do">
        {refusing ? (
          <>
            <Button type="primary" disabled={rule.busy || !complete} onClick={refuse}>
              驳回
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(false)}>返回</Button>
            <span className="hy-mute">驳回后承办单位继续计时</span>
          </>
        ) : (
          <>
            <Button type="primary" disabled={rule.busy} onClick={onPass}>
              审核通过
              <KeyCap>Y</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(true)}>
              驳回
              <KeyCap>N</KeyCap>
            </Button>
          </>
        )}
      </div>
    </section>
  )
}

interface SendBackProps {
  reason: string
  onReason: (code: string) => void
  why: string
  onWhy: (text: string) => void
  onSubmit: () => void
}

/** The reason is a code of the city's list, one key; its words begin what is to be changed, and the reviewer goes on from there. */
function SendBack({ reason, onReason, why, onWhy, onSubmit }: SendBackProps) {
  const { reasons, reasonName } = useCatalogue()
  const choose = (code: string) => {
    const own = why.trim() === '' || why === reasonName('review', reason)
    onReason(code)
    if (own) onWhy(reasonName('review', code))
  }
  useKeys(Object.fromEntries(reasons.review.map(({ code }, at) => [String(at + 1), () => choose(code)])))
  const coded = reasons.review.length > 0
  return (
    <>
      {coded && (
        <Field label="驳回原因" missing={!reason} group stacked>
          {(control) => (
            <div {...control} className="vs-choices" role="group">
              {reasons.review.map(({ code, label }, at) => (
                <button key={code} type="button" className="vs-choice" aria-pressed={code === reason} onClick={() => choose(code)}>
                  <KeyCap>{String(at + 1)}</KeyCap>
                  {label}
                </button>
              ))}
            </div>
          )}
        </Field>
      )}
      {(reason || !coded) && <NoteForm label="要改什么" note={why} onNote={onWhy} phrases={[]} onSubmit={onSubmit} />}
    </>
  )
}
