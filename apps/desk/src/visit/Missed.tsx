import type { Instant } from '@huying/core/kernel'
import { formatInstant } from '@huying/core/calendar'
import { nextBlock } from '@huying/core/visit/blocks'
import { KeyCap, useKeys } from '@huying/ui'
import { useState } from 'react'
import { useCatalogue } from '../session.tsx'
import { dueText, nowMs } from '../time.ts'

interface MissedProps {
  onMissed: (reason: string) => void
  onAgain: (at: string) => void
  onClose: () => void
  busy: boolean
}

/** 未联系上: one digit says why; the next attempt lies in another block or on another day by itself. */
export function MissedForm({ onMissed, onClose, busy }: Omit<MissedProps, 'onAgain'>) {
  const options = useCatalogue().reasons.unreached.filter(({ code }) => code !== 'appointed')
  const keys = options.map(({ code }, index) => [String(index + 1), () => !busy && onMissed(code)] as const)
  useKeys({ ...Object.fromEntries(keys), Escape: onClose })
  return (
    <section className="vs-missed" aria-label="未联系上的原因">
      <p>未联系上，原因：</p>
      <div className="vs-choices">
        {options.map(({ code, label }, index) => (
          <button key={code} type="button" className="vs-choice" disabled={busy} onClick={() => onMissed(code)}>
            <KeyCap>{String(index + 1)}</KeyCap>
            {label}
          </button>
        ))}
        <button type="button" className="hy-link" onClick={onClose}>
          返回 Esc
        </button>
      </div>
    </section>
  )
}

/** 约定再访: one of the coming blocks, or the very time the person named. */
export function AgainForm({ onAgain, onClose, busy }: Omit<MissedProps, 'onMissed'>) {
  const { visitBlocks } = useCatalogue()
  const [own, setOwn] = useState('')
  const times = coming(nowMs(), visitBlocks, 5)
  const choose = (at: number) => !busy && onAgain(beijing(at))
  useKeys({ ...Object.fromEntries(times.map((at, index) => [String(index + 1), () => choose(at)])), Escape: onClose })
  return (
    <section className="vs-missed" aria-label="约定再访的时间">
      <p>约定再访，时间：</p>
      <div className="vs-choices">
        {times.map((at, index) => (
          <button key={at} type="button" className="vs-choice" disabled={busy} onClick={() => choose(at)}>
            <KeyCap>{String(index + 1)}</KeyCap>
            {dueText(at)}
          </button>
        ))}
        <input
          className="hy-input vs-time"
          type="datetime-local"
          aria-label="其他时间"
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <button type="button" className="vs-choice" disabled={busy || own === ''} onClick={() => onAgain(own)}>
          约定
        </button>
        <button type="button" className="hy-link" onClick={onClose}>
          返回 Esc
        </button>
      </div>
    </section>
  )
}

/** Starts of the next blocks. */
function coming(now: number, blocks: [from: string, to: string][], count: number): number[] {
  const times: Instant[] = []
  let at = now as Instant
  while (times.length < count) {
    at = nextBlock(at, blocks)
    times.push(at)
  }
  return times
}

const beijing = (at: number) => formatInstant(at as Instant).replace(' ', 'T')
