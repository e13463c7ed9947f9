import { KeyCap } from '@huying/ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import { useDesk } from './DeskContext.ts'
import { NUMBER_ID } from './focus.ts'
import { phoneText, runText } from './moments.ts'
import type { Hotline, LineCall } from './server.ts'
import type { Line } from './useLine.ts'

/** 话后整理 in seconds, until the pack's own is there. */
const WRAP = { consult: 60, order: 170 }

/** The bar of the call: state, clock, number, and what can be done with the line. Without a telephone system the number is typed. */
export function CallBar() {
  const { line, ringing, show, life, hangUp, fault } = useDesk()
  const { name } = useSession()
  const { channelName } = useCatalogue()
  return (
    <header className="ik-call">
      <div className="ik-call-state">{line ? <Running line={line} /> : ringing[0] ? <Ringing call={ringing[0]} /> : <b>空闲</b>}</div>
      {line ? (
        <div className="ik-call-number">
          <b>{line.number ? phoneText(line.number) : '未显示号码'}</b>
          <small>{line.hotline ? hotlineText(line.hotline) : channelName(line.channel)}</small>
          {fault && <Fault />}
        </div>
      ) : ringing[0] ? (
        <Incoming call={ringing[0]} />
      ) : (
        <Dial />
      )}
      <div className="ik-call-do">
        {line && (
          <>
            <button type="button" className="ik-call-button" onClick={() => show({ is: 'outcome', how: 'refuse' })}>
              不予受理<KeyCap>F7</KeyCap>
            </button>
            <button type="button" className="ik-call-button" onClick={() => show({ is: 'outcome', how: 'transfer' })}>
              转接<KeyCap>F6</KeyCap>
            </button>
            <button type="button" className="ik-call-button ik-call-life" onClick={life.begin} disabled={life.runs}>
              生命危险<KeyCap>F10</KeyCap>
            </button>
            <button type="button" className="ik-call-button ik-call-end" onClick={hangUp}>
              {line.endedAt ? '处置结果' : '挂断'}
              <KeyCap>F2</KeyCap>
            </button>
          </>
        )}
        <small>
          {ringing.length > (line ? 0 : 1) && `排队 ${ringing.length - (line ? 0 : 1)} · `}
          {name}
        </small>
      </div>
    </header>
  )
}

function Running({ line }: { line: Line }) {
  const { wrapOver, settings, brief } = useDesk()
  const { consult, order } = settings?.wrapSeconds ?? WRAP
  const seconds = brief ? consult : order
  const now = useNow(1000)
  const left = line.endedAt === undefined ? undefined : line.endedAt + seconds * 1000 - now
  const over = left !== undefined && left <= 0
  useEffect(() => {
    if (over) wrapOver()
  }, [over])
  return (
    <>
      {left === undefined && <i className="ik-live" aria-hidden="true" />}
      <b>{left === undefined ? '通话中' : '话后整理'}</b>
      <span className="ik-clock" role="timer" aria-label={left === undefined ? '通话时长' : '剩余时间'}>
        {left === undefined ? runText(now - line.startedAt) : `剩 ${Math.max(0, Math.ceil(left / 1000))} 秒`}
      </span>
    </>
  )
}

const hotlineText = ({ number, label, ownerName }: Hotline) =>
  [`${number ?? ''} ${label}`.trim(), ownerName && `原由${ownerName}接听`].filter(Boolean).join(' · ')

function Ringing({ call }: { call: LineCall }) {
  const now = useNow(1000)
  return (
    <>
      <i className="ik-live" aria-hidden="true" />
      <b role="status">振铃</b>
      <span className="ik-clock" role="timer" aria-label="振铃时长">
        {runText(now - call.startedAt)}
      </span>
    </>
  )
}

/** Told by the telephone system; whoever presses F2 first has it. */
function Incoming({ call }: { call: LineCall }) {
  const { pickUp, fault } = useDesk()
  const { channelName } = useCatalogue()
  return (
    <div className="ik-call-number">
      <b>{call.number ? phoneText(call.number) : '未显示号码'}</b>
      <small>{call.line ? hotlineText(call.line) : channelName(call.channel)}</small>
      <button type="button" className="ik-call-button ik-call-end" onClick={() => void pickUp(call)}>
        接听<KeyCap>F2</KeyCap>
      </button>
      {fault && <Fault />}
    </div>
  )
}

function Dial() {
  const { answer, fault } = useDesk()
  const { channels } = useCatalogue()
  // What a superior platform or the police hand down is entered here as well; history comes in by 导入.
  const spoken = channels.filter(
    ({ medium, code, superior }) => superior || (['phone', 'counter', 'transfer'].includes(medium) && code !== 'import'),
  )
  const [number, setNumber] = useState('')
  const [channel, setChannel] = useState(spoken[0]?.code)
  /** An empty number is taken at the second press. */
  const [sure, setSure] = useState(false)
  const take = () => {
    const plain = number.replace(/[\s-]/g, '')
    if (plain === '' && !sure) return setSure(true)
    void answer(plain, channel)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229 || event.repeat || (event.key !== 'F2' && event.key !== 'Enter'))
      return
    event.preventDefault()
    take()
  }
  return (
    <div className="ik-call-number">
      <label htmlFor={NUMBER_ID}>来电号码</label>
      <input
        id={NUMBER_ID}
        className="ik-dial"
        inputMode="tel"
        autoComplete="off"
        autoFocus
        maxLength={40}
        value={number}
        onChange={(event) => {
          setNumber(event.target.value)
          setSure(false)
        }}
        onKeyDown={press}
      />
      {spoken.length > 1 && (
        <select aria-label="来源渠道" className="ik-dial-channel" value={channel} onChange={(event) => setChannel(event.target.value)}>
          {spoken.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="ik-call-button ik-call-end" onClick={take}>
        接听<KeyCap>F2</KeyCap>
      </button>
      {sure && <small role="status">没有号码时再按一次 F2，按“未显示号码”接听</small>}
      {fault && <Fault />}
    </div>
  )
}

/** The call could not be written to the server; the form goes on. */
function Fault() {
  const { fault } = useDesk()
  return (
    <small className="ik-call-fault" role="alert">
      {fault?.what}
      {fault?.retry && (
        <button type="button" onClick={fault.retry}>
          重试
        </button>
      )}
    </small>
  )
}
