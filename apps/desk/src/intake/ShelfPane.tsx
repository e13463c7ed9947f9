import { Empty, ErrorLine, KeyCap, spokenNumber } from '@huying/ui'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { REQUEST_WORDS } from '../words.ts'
import { useDesk } from './DeskContext.ts'
import { focusSoon, leaveField, PANE_ID, SEARCH_ID } from './focus.ts'
import { titleOf } from './form.ts'
import { dayText } from './moments.ts'
import { type Knowledge, reportGap } from './server.ts'

/** 统一口径, found while the caller speaks; a number that he states finds his matter. Ctrl+K, arrows, Enter quotes. */
export function ShelfPane() {
  const { shelf, cite, add, view, live } = useDesk()
  const answering = view.is === 'outcome' && view.how === 'answer'
  const list = useRef<HTMLUListElement>(null)
  const { at, entry, rows, number, knowledge, matters } = shelf
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at, rows])
  const take = () => {
    const found = matters.data?.[0]
    if (number !== undefined && found) {
      add(found)
      shelf.type('')
      leaveField()
    } else if (entry) cite(entry)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') shelf.move(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter') take()
    else if (event.key === 'Escape') {
      event.stopPropagation()
      shelf.type('')
      if (answering) focusSoon(PANE_ID)
      else leaveField()
    } else return
    event.preventDefault()
  }
  const failed = knowledge.isError || matters.isError
  return (
    <section className="ik-shelf-part ik-shelf" aria-label="统一口径">
      <div className="ik-head">
        <h3>统一口径</h3>
        <label className="ik-find">
          <span className="hy-hidden">搜索统一口径，或输入诉求编号</span>
          <input
            id={SEARCH_ID}
            type="search"
            autoComplete="off"
            placeholder="口径、首字母或诉求编号"
            aria-controls={rows.length > 0 ? 'ik-shelf-list' : undefined}
            aria-activedescendant={entry && `ik-k-${entry.code}`}
            value={shelf.typed}
            onChange={(event) => shelf.type(event.target.value)}
            onKeyDown={press}
          />
          {live && <KeyCap>Ctrl K</KeyCap>}
        </label>
      </div>
      {failed && <ErrorLine {...errorLine(knowledge.error ?? matters.error)} />}
      {number !== undefined && <Stated onTake={take} />}
      {rows.length > 0 && (
        <ul ref={list} id="ik-shelf-list" className="ik-entries">
          {rows.map((row, index) => (
            <EntryRow key={row.code} row={row} current={index === at} answering={answering} onChoose={() => shelf.choose(index)} />
          ))}
        </ul>
      )}
      {number === undefined && rows.length === 0 && !knowledge.isFetching && !failed && (
        <Empty
          why={shelf.asked ? '没有相符的口径。' : '写下内容或选好事项后，这里列出相关口径。'}
          next={shelf.asked ? '可换个说法，或上报补录。' : '也可以直接搜索。'}
        />
      )}
      {shelf.asked && number === undefined && <Gap />}
    </section>
  )
}

interface EntryRowProps {
  row: Knowledge
  current: boolean
  answering: boolean
  onChoose: () => void
}

/** The current entry in full, as the agent reads it out; the others by title. */
function EntryRow({ row, current, answering, onChoose }: EntryRowProps) {
  const { cite } = useDesk()
  const { placeName } = useCatalogue()
  const day = dayText(row.updatedAt, Date.now()).split(' ')[0]
  return (
    <li id={`ik-k-${row.code}`} className={current ? 'ik-entry ik-entry-on' : 'ik-entry'}>
      <button type="button" className="ik-entry-title" aria-expanded={current} onClick={onChoose}>
        <span>{row.title}</span>
        <small>
          {row.area !== WHOLE_AREA && `限${placeName(row.area)} · `}
          {day} 核
        </small>
      </button>
      {current && (
        <>
          <p className="ik-entry-text">{row.agentText}</p>
          <div className="ik-entry-foot">
            <small>
              {[row.unitName, row.source?.title && `《${row.source.title}》`, `第 ${row.version} 版`].filter(Boolean).join(' · ')}
            </small>
            <button type="button" className="ik-small" aria-label={`引用：${row.title}`} onClick={() => cite(row)}>
              引用<KeyCap>{answering ? 'F4' : 'Enter'}</KeyCap>
            </button>
          </div>
        </>
      )}
    </li>
  )
}

/** 对方报出的编号. */
function Stated({ onTake }: { onTake: () => void }) {
  const { matters } = useDesk().shelf
  const found = matters.data?.[0]
  if (!found) return matters.isFetching ? null : <Empty why="没有这个编号的诉求，或您无权查看。" next="请对方再报一遍编号。" />
  return (
    <div className="ik-row">
      <div>
        <p className="hy-cut">{found.title}</p>
        <p className="hy-second">
          {spokenNumber(found.number)} · {REQUEST_WORDS[found.stage as keyof typeof REQUEST_WORDS] ?? ''}
        </p>
      </div>
      <button type="button" className="ik-small" onClick={onTake}>
        查看<KeyCap>Enter</KeyCap>
      </button>
    </div>
  )
}

/** Characters of a question that a unit can answer. */
const SHORTEST = 4

/** 无答案: becomes a task of the unit that owns the matter. */
function Gap() {
  const { shelf, work } = useDesk()
  const [told, setTold] = useState<{ question: string; words: string; failed?: boolean }>()
  const question = shelf.q || titleOf(work.form) || ''
  const report = async () => {
    try {
      const { unitName } = await reportGap(question, work.form.category)
      setTold({ question, words: `已上报，由${unitName}补录口径` })
    } catch (error) {
      setTold({ question, words: errorLine(error).what, failed: true })
    }
  }
  if (question.length < SHORTEST) return null
  return (
    <p className="ik-gap-line">
      {told?.question === question ? (
        <span role="status" className={told.failed ? 'hy-error' : undefined}>
          {told.words}
        </span>
      ) : (
        <button type="button" className="hy-link" title={`上报：${question}`} onClick={() => void report()}>
          没有答案，上报补录
        </button>
      )}
    </p>
  )
}
