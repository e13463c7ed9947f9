import { clockAsOf, explain, levelOf } from '@huying/core/deadline/reading'
import type { Clock } from '@huying/core/deadline/clock'
import type { Instant } from '@huying/core/kernel'
import { ErrorLine } from '@huying/ui'
import { useState } from 'react'
import { ruleText } from '../api.ts'
import { dueText, momentText, nowMs } from '../time.ts'
import { CLOCK_WORDS } from '../words.ts'
import type { ClockAnswer, OrderAnswer } from './types.ts'

const LEVEL_WORDS = { normal: '正常', near: '临期', over: '超期', paused: '暂停计时', stopped: '已停止' } as const

function clockOf({ state }: OrderAnswer, { assignment, kind }: ClockAnswer): Clock | undefined {
  return assignment === 0 ? state.dispatchClock : state.assignments.find(({ no }) => no === assignment)?.clocks[kind]
}

/** 计时明细: the lines that make up one deadline, as known now or at any past moment. */
export function ClockDetail({ order, clock }: { order: OrderAnswer; clock: ClockAnswer }) {
  const [asked, setAsked] = useState('')
  const whole = clockOf(order, clock)
  const asOf = (asked ? Date.parse(`${asked}:00+08:00`) : nowMs()) as Instant
  const then = whole && clockAsOf(whole, asOf)
  const lines = whole ? explain(whole, asOf) : []
  return (
    <section className="or-block" aria-label="计时明细">
      <h2>
        计时明细 <span>{CLOCK_WORDS[clock.kind]}时限怎样算出来</span>
      </h2>
      <ol className="or-lines">
        {lines.map(({ at, text, due, source }, index) => {
          const before = lines[index - 1]
          const rule = source && ruleText(source, source.assumed)
          return (
            <li key={`${at} ${text}`}>
              <time>{before?.at === at ? '' : momentText(at)}</time>
              <div>
                {text}
                {rule && <small>{rule}</small>}
              </div>
              <span>{before?.due === due ? '' : `至 ${dueText(due)}`}</span>
            </li>
          )
        })}
      </ol>
      {then && whole ? (
        <p className="or-sum">
          <b>{asked ? `当时截止 · ${LEVEL_WORDS[levelOf(whole, asOf)]}` : '现行截止'}</b>
          <b>{dueText(then.due)}</b>
        </p>
      ) : (
        <p className="hy-second">当时还没有开始计时。</p>
      )}
      {clock.provisional && <ErrorLine tone="note" what="截止时间为暂定：下一年度放假安排尚未公布。" />}
      <label className="or-asof">
        <span>看过去某一时刻</span>
        <input type="datetime-local" className="hy-input" value={asked} onChange={(event) => setAsked(event.target.value)} />
        {asked && (
          <button type="button" className="hy-link" onClick={() => setAsked('')}>
            回到现在
          </button>
        )}
      </label>
    </section>
  )
}
