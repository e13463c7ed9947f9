import { KeyCap } from '@huying/ui'
import { useNow } from '../time.ts'
import { useDesk } from './DeskContext.ts'
import { clockText } from './moments.ts'
import type { Draft } from './server.ts'

const MINUTE = 60_000
const WARN = 10
/** As many as fit; forms left over beyond them come up when one of these is done. */
const SHOWN = 4

/** One strip: the work on the desk, then at most four parked drafts; after ten minutes in colour and in words (挂起). */
export function DraftStrip() {
  const { work, line, drafts, settings, toForm } = useDesk()
  const now = useNow(15_000)
  const { others } = drafts
  const name = work.form.name.trim()
  const parked = others.filter(({ parkedAt }) => parkedAt !== null).length
  return (
    <nav className="ik-drafts" aria-label="登记和挂起">
      <button type="button" className="ik-tab ik-tab-on" aria-current="true" onClick={() => toForm('content')}>
        {line && <KeyCap>6</KeyCap>}
        新诉求{name && ` · ${name}`}
      </button>
      <span className="ik-parked">
        挂起 <b>{parked}</b>
      </span>
      {others.slice(0, SHOWN).map((draft) => (
        <Parked key={draft.id} draft={draft} now={now} warn={settings?.parkedWarnMinutes ?? WARN} />
      ))}
      {others.length > SHOWN && <span className="ik-parked">另有 {others.length - SHOWN} 件</span>}
      {line && work.form.content === '' && others.length < 2 && <Greeting />}
    </nav>
  )
}

function Parked({ draft, now, warn }: { draft: Draft; now: number; warn: number }) {
  const { resume } = useDesk()
  const { label, parkedAt, savedAt } = draft
  const minutes = Math.max(0, Math.floor((now - (parkedAt ?? savedAt)) / MINUTE))
  const late = parkedAt !== null && minutes >= warn
  const words = parkedAt === null ? '未写完' : `${minutes === 0 ? '刚刚' : `${minutes} 分钟`}${late ? '，请恢复' : ''}`
  const name = draft.body.form.name.trim() || label
  return (
    <button type="button" className={late ? 'ik-tab ik-late' : 'ik-tab'} title={`${name} ${words}`} onClick={() => void resume(draft)}>
      <span className="ik-tab-name hy-cut">{name}</span>
      <span className="hy-nowrap">{words}</span>
    </button>
  )
}

/** 问候语, by hour and city. */
function Greeting() {
  const { settings } = useDesk()
  const at = clockText(Date.now())
  const text = settings?.greetings.find(({ until }) => at < until)?.text
  return text ? <span className="ik-greeting hy-cut">“{text}”</span> : null
}
