import { ClockBadge, KeyCap, spokenNumber } from '@huying/ui'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { useDesk } from './DeskContext.ts'
import { clockWords } from './moments.ts'
import { useMatter } from './queries.ts'
import { progressSay } from './say.ts'
import type { Matter } from './server.ts'
import { useActs } from './useActs.ts'
import { ACTS } from './view.ts'

export interface MatterCardProps {
  matter: Matter
  chosen: boolean
  onChoose: () => void
}

/** One matter of the caller; the chosen one shows what to read out and its keys. */
export function MatterCard({ matter, chosen, onChoose }: MatterCardProps) {
  const now = useNow(30_000)
  const running = matter.answerBy && matter.answerBy.stoppedAt === undefined ? clockWords(matter.answerBy, now) : undefined
  return (
    <article className={chosen ? 'ik-matter ik-chosen' : 'ik-matter'}>
      <div className="ik-matter-title">
        <button type="button" className="hy-cut" aria-pressed={chosen} title={matter.title} onClick={onChoose}>
          {matter.title}
        </button>
        {running && (
          <ClockBadge level={running.level} used={running.used}>
            {running.text}
          </ClockBadge>
        )}
      </div>
      {chosen ? <Chosen matter={matter} /> : <p className="hy-second">{spokenNumber(matter.number)}</p>}
    </article>
  )
}

function Chosen({ matter }: { matter: Matter }) {
  const { unitName } = useCatalogue()
  const { line } = useDesk()
  const { start } = useActs()
  const told = useMatter(matter.id)
  const open = told.data?.view.open.map(({ command }) => command)
  const urges = told.data?.state.urges.length ?? matter.urges ?? 0
  return (
    <>
      <p className="ik-matter-say">“{progressSay(matter, told.data ?? {}, unitName)}”</p>
      <p className="hy-second">
        编号 {spokenNumber(matter.number)}
        {urges > 0 && ` · 已催办 ${urges} 次`}
      </p>
      {line && (
        <div className="ik-acts" role="group" aria-label="对所选诉求">
          {ACTS.map(({ act, key, label }) => (
            <button
              key={act}
              type="button"
              className={open && !open.includes(act) ? 'ik-key ik-muted' : 'ik-key'}
              onClick={() => start(matter, act)}
            >
              <KeyCap>{key}</KeyCap>
              {label}
            </button>
          ))}
        </div>
      )}
    </>
  )
}
