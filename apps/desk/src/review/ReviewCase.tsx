import { ClockBadge, ErrorLine, Facts, KeyCap, useKeys } from '@huying/ui'
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

/** 驳回原因; what stands behind the chosen one says what is to be changed. */
const FAULTS = [
  '未答复诉求要点',
  '未写明办理结果',
  '未联系诉求人',
  '答复与办理情况不符',
  '答复用语不当',
  '缺少依据或附件',
  '解决状态填报不实',
]

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
  const [refusing, setRefusing] = useState(false)
  const [why, setWhy] = useState('')
  const may = order.open.some(({ command }) => command === 'review')
  useKeys({ Y: () => (refusing ? false : onPass()), N: () => setRefusing(true), Escape: () => setRefusing(false) }, { enabled: may })
  const refuse = () => {
    if (why.trim()) void rule.one(order.id, { assignment: lead.no, pass: false, why: why.trim() }, `${order.state.number} 已驳回`)
  }
  if (!may) return <p className="hy-empty">您的岗位只能查看，不能审核答复。</p>
  return (
    <section className="dp-ruling" aria-label="审核">
      {refusing && <NoteForm label="驳回意见" note={why} onNote={setWhy} phrases={FAULTS} onSubmit={refuse} />}
      {rule.error && <ErrorLine {...rule.error} />}
      {rule.said && <p role="status">{rule.said}</p>}
      <div className="dp-ruling-do">
        {refusing ? (
          <>
            <Button type="primary" disabled={rule.busy || !why.trim()} onClick={refuse}>
              驳回
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(false)}>返回</Button>
            <span className="hy-mute">写明要改什么；驳回后承办单位继续计时</span>
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
