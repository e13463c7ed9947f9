import { ErrorLine, KeyCap, LoadingRows, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { useKept } from '../kept.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { type Answers, isBad, NOTHING, recordInput } from './answers.ts'
import { CallForm } from './CallForm.tsx'
import { CallItem } from './CallItem.tsx'
import { AgainForm, MissedForm } from './Missed.tsx'
import { useVisits } from './queries.ts'
import { CLOSING, opening } from './say.ts'
import type { PersonDue } from './types.ts'
import { useCall } from './useCall.ts'
import { HandOn } from './HandOn.tsx'

/** One call for one person: the number, what to say, and each of his matters with its three questions. */
export function PersonCall({ person, onSaid }: { person: PersonDue; onSaid: (word: string) => void }) {
  const me = useSession()
  const { city, unitShort, scale } = useCatalogue()
  const ids = person.visits.map(({ id }) => id)
  const { views, loading, error: unread } = useVisits(ids)
  const { run, busy, error } = useCall()
  const [chosen, setChosen] = useState<string>()
  const [missing, setMissing] = useState<'missed' | 'again'>()
  const [handing, setHanding] = useState(false)
  const { values, change, forget } = useKept<{ answers: Record<string, Answers> }>(`visit ${person.key}`, { answers: {} })

  const mine = person.visits.filter(({ stage, caller }) => stage === 'calling' && caller?.user === me.user)
  const started = mine.length > 0
  const active = views.find(({ id }) => id === chosen) ?? views[0]
  const number = views.find(({ state }) => state.stage === 'calling')?.person.number ?? person.number
  const answers = (active && values.answers[active.id]) ?? NOTHING

  const start = () => void run('start', ids)
  const save = async () => {
    if (!active) return
    const [done] = await run('record', [active.id], recordInput(answers))
    if (!done) return
    setChosen(undefined)
    if (ids.length === 1) forget()
    onSaid(`${active.request.number} 已记录。${isBad(answers, scale) ? CLOSING.bad : CLOSING.good}`)
  }
  const miss = async (command: 'unreached' | 'again' | 'release' | 'hand_on', input: object, word: string) => {
    const done = await run(
      command,
      mine.map(({ id }) => id),
      input,
    )
    if (done.length > 0) onSaid(`${person.name ?? number} ${word}，${done.length} 件`)
    setMissing(undefined)
  }
  const putBack = () => void miss('release', {}, '已放回待回访')
  useKeys({
    Enter: () => (started ? false : start()),
    W: () => (started ? setMissing('missed') : false),
    R: () => (started ? setMissing('again') : false),
    F: () => (started ? putBack() : false),
    H: () => (started ? setHanding(true) : false),
  })
  const [first] = views
  return (
    <section className="vs-call" aria-label="回访">
      <header className="vs-head">
        <div>
          <b>{person.name ?? '未留姓名'}</b>
          <span className="vs-number">{started ? spaced(number) : (number ?? '没有号码')}</span>
          <span className="hy-second">{ids.length} 件</span>
        </div>
        {started ? (
          <div className="vs-head-do">
            <Button disabled={busy} onClick={() => setMissing('missed')}>
              未联系上
              <KeyCap>W</KeyCap>
            </Button>
            <Button disabled={busy} onClick={() => setMissing('again')}>
              约定再访
              <KeyCap>R</KeyCap>
            </Button>
            <Button disabled={busy} onClick={() => setHanding(true)}>
              交接
              <KeyCap>H</KeyCap>
            </Button>
            <Button disabled={busy} onClick={putBack} title="还没有拨通，让出来由别人回访；不计拨打次数">
              放回
              <KeyCap>F</KeyCap>
            </Button>
          </div>
        ) : (
          <Button type="primary" disabled={busy} onClick={start}>
            开始回访
            <KeyCap>Enter</KeyCap>
          </Button>
        )}
      </header>
      {error && <ErrorLine {...error} />}
      {unread && <ErrorLine {...errorLine(unread)} />}
      {handing && (
        <HandOn
          count={mine.length}
          onClose={() => setHanding(false)}
          onHand={(input, name) => miss('hand_on', input, `已交给${name}`).then(() => setHanding(false))}
        />
      )}
      {missing === 'missed' && (
        <MissedForm
          busy={busy}
          onClose={() => setMissing(undefined)}
          onMissed={(reason) => void miss('unreached', { reason }, '未联系上')}
        />
      )}
      {missing === 'again' && (
        <AgainForm busy={busy} onClose={() => setMissing(undefined)} onAgain={(at) => void miss('again', { at }, '已约定再访')} />
      )}
      {ids.length > 1 && (
        <nav className="vs-matters" aria-label="本次通话的诉求">
          {views.map(({ id, request }) => (
            <button key={id} type="button" aria-current={id === active?.id || undefined} onClick={() => setChosen(id)}>
              <span className="hy-cut">{request.title}</span>
            </button>
          ))}
        </nav>
      )}
      <div className="vs-body">
        <div className="vs-texts" role="region" aria-label="诉求和答复" tabIndex={0}>
          {loading && views.length === 0 ? <LoadingRows /> : active && <CallItem view={active} />}
        </div>
        <div className="vs-form" role="region" aria-label="回访问题" tabIndex={0}>
          {first && (
            <p className="vs-say">
              {opening(
                city.centre,
                { title: first.request.title, acceptedAt: first.request.acceptedAt, unit: unitShort(first.state.unit) },
                ids.length,
              )}
            </p>
          )}
          {active && (
            <CallForm
              key={active.id}
              view={active}
              answers={answers}
              onAnswers={(next) => change({ answers: { ...values.answers, [active.id]: next } })}
              enabled={started && missing === undefined && !busy}
              onSave={() => void save()}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** 138 8888 0645, to be dialled from the screen. */
const spaced = (number: string | null | undefined) => number?.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3') ?? '没有号码'
