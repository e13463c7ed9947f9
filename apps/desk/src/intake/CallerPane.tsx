import { Empty, ErrorLine, LoadingRows, Overlays } from '@huying/ui'
import { useEffect } from 'react'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { RESOLUTION_WORDS, REQUEST_WORDS } from '../words.ts'
import { useDesk } from './DeskContext.ts'
import { MatterCard } from './MatterCard.tsx'
import { dayText } from './moments.ts'
import { mattersOf, useCaller } from './queries.ts'
import type { Matter } from './server.ts'
import { WaitingCalls } from './WaitingCalls.tsx'

const OFTEN = 3

/** Left: the person on the line and his matters, open ones first. */
export function CallerPane() {
  const { callNumber, work, patch, line, ringing, added, matter, setMatter } = useDesk()
  // Who rings is known before he is answered.
  const caller = useCaller(line || work.origin ? callNumber : (ringing[0]?.number ?? ''))
  const { open, closed, chosen } = mattersOf(caller.data, added, matter)
  const known = caller.data?.name
  useEffect(() => {
    if (known && work.origin && work.form.name === '') patch({ name: known })
  }, [known, work.slot])
  if (!line && !work.origin && !ringing[0]) {
    return (
      <aside className="ik-left" aria-label="来电人">
        <WaitingCalls />
      </aside>
    )
  }
  const calls = caller.data?.calls90 ?? 0
  const labels =
    calls > 0 ? [{ key: 'calls', label: `近 90 天来电 ${calls} 次`, kind: calls > OFTEN ? ('soft' as const) : ('plain' as const) }] : []
  return (
    <aside className="ik-left" aria-label="来电人">
      <div className="ik-person">
        <h2>{work.form.name.trim() || known || '未留姓名'}</h2>
        {labels.length > 0 && <Overlays items={labels} />}
      </div>
      {caller.isError && (
        <div className="ik-note">
          <ErrorLine {...errorLine(caller.error)} what="没有查到此号码的诉求，登记不受影响。" />
        </div>
      )}
      {caller.isLoading && <LoadingRows rows={3} bars={[60, 30]} />}
      <Head
        title="未办结"
        count={open.length}
        hint={open.length > 0 && (open.length + closed.length > 1 ? 'Esc 后 J K 换件，数字键办' : 'Esc 后按数字键办')}
      />
      {open.length === 0 && !caller.isLoading && <Empty why="没有未办结的诉求。" />}
      {open.map((one) => (
        <MatterCard key={one.id} matter={one} chosen={one.id === chosen?.id} onChoose={() => setMatter(one.id)} />
      ))}
      {closed.length > 0 && <Head title="已办结" count={closed.length} />}
      {closed.map((one) =>
        one.id === chosen?.id ? (
          <MatterCard key={one.id} matter={one} chosen onChoose={() => undefined} />
        ) : (
          <ClosedRow key={one.id} matter={one} onChoose={() => setMatter(one.id)} />
        ),
      )}
    </aside>
  )
}

function Head({ title, count, hint }: { title: string; count: number; hint?: string | false }) {
  return (
    <div className="ik-head">
      <h3>{title}</h3>
      <span>{count} 件</span>
      {hint && <small>{hint}</small>}
    </div>
  )
}

function ClosedRow({ matter, onChoose }: { matter: Matter; onChoose: () => void }) {
  const { scale } = useCatalogue()
  const { outcome, stage, closedAt, registeredAt } = matter
  const words = [
    RESOLUTION_WORDS[outcome?.solved as keyof typeof RESOLUTION_WORDS] ?? REQUEST_WORDS[stage as keyof typeof REQUEST_WORDS] ?? stage,
    scale.find(({ code }) => code === outcome?.satisfied)?.label,
  ]
  return (
    <button type="button" className="ik-closed" onClick={onChoose}>
      <span>{dayText(closedAt ?? registeredAt, Date.now()).split(' ')[0]}</span>
      <span className="hy-cut">{matter.title}</span>
      <span>{words.filter(Boolean).join(' · ')}</span>
    </button>
  )
}
