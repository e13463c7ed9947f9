import { Empty, ErrorLine, LoadingRows, useKeys } from '@huying/ui'
import { useEffect, useRef, useState } from 'react'
import { SaidFoot } from '../dispatch/SaidFoot.tsx'
import { errorLine } from '../api.ts'
import { ListFilters } from '../dispatch/ListFilters.tsx'
import { useNarrowed } from '../dispatch/useNarrowed.ts'
import { whenText } from '../dispatch/view.ts'
import { Export } from '../export/Export.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import { PersonCall } from './PersonCall.tsx'
import { usePeople } from './queries.ts'
import type { PersonDue } from './types.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Enter'], label: '开始、记录' },
  { keys: ['1', '2', '3'], label: '作答' },
  { keys: ['0'], label: '未作答' },
  { keys: ['退格'], label: '改上一项' },
  { keys: ['B'], label: '原话' },
  { keys: ['W'], label: '未联系上' },
  { keys: ['R'], label: '约定再访' },
  { keys: ['H'], label: '交接' },
  { keys: ['F'], label: '放回' },
]

/** 待回访: persons left, the call right. */
export function DueTab() {
  const { narrowed, narrow, any } = useNarrowed()
  const list = usePeople({ ...narrowed })
  const [current, setCurrent] = useState<string>()
  const [said, setSaid] = useState<string>()
  const place = useRef(0)
  const people = list.data?.rows ?? []
  const found = people.findIndex(({ key }) => key === current)
  const at = found >= 0 ? found : Math.min(place.current, people.length - 1)
  const here = people[at]
  useEffect(() => {
    if (at >= 0) place.current = at
  })
  const move = (by: number) => {
    const next = people[Math.min(people.length - 1, Math.max(0, at + by))]
    if (next) setCurrent(next.key)
  }
  useKeys({ J: () => move(1), K: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1) })
  return (
    <>
      <div className="vs-columns">
        <div className="vs-left">
          <ListFilters value={narrowed} onChange={narrow}>
            <span className="hy-second">{list.data && `${people.length} 人${list.data.next === undefined ? '' : '以上'}`}</span>
            <Export kind="visits" query={{ list: 'due', ...narrowed }} />
          </ListFilters>
          {list.error && <ErrorLine {...errorLine(list.error)} />}
          {list.isPending && <LoadingRows />}
          {list.data && people.length === 0 && (
            <Empty why={any ? '没有符合条件的人。' : '没有待回访的人。'} next="审核通过的答复会出现在这里。" />
          )}
          <People people={people} current={here?.key} onChoose={setCurrent} />
        </div>
        {here ? <PersonCall key={here.key} person={here} onSaid={setSaid} /> : <section className="vs-call" aria-label="回访" />}
      </div>
      <SaidFoot said={said} keys={KEYS} />
    </>
  )
}

function People({ people, current, onChoose }: { people: readonly PersonDue[]; current?: string; onChoose: (key: string) => void }) {
  const box = useRef<HTMLUListElement>(null)
  useEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ul ref={box} className="vs-people" aria-label="待回访的人">
      {people.map((person) => (
        <li key={person.key}>
          <Person person={person} current={person.key === current} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  )
}

function Person({ person, current, onChoose }: { person: PersonDue; current: boolean; onChoose: (key: string) => void }) {
  const me = useSession()
  const { unitShort } = useCatalogue()
  const now = useNow()
  const { visits } = person
  const [first] = visits
  const attempts = Math.max(...visits.map((one) => one.attempts))
  const colleague = visits.find(({ stage, caller }) => stage === 'calling' && caller && caller.user !== me.user)?.caller
  const own = visits.some(({ stage, caller }) => stage === 'calling' && caller?.user === me.user)
  const urgent = visits.some(({ urgency }) => urgency !== 'normal')
  return (
    <button type="button" className="vs-person" aria-current={current || undefined} onClick={() => onChoose(person.key)}>
      <b>{person.name ?? '未留姓名'}</b>
      <span className="hy-second">{person.number}</span>
      <em>{visits.length > 1 && `${visits.length} 件`}</em>
      <span className="vs-person-what hy-cut">
        {first?.title}
        {visits.length > 1 && ' 等'}
      </span>
      <span className="vs-person-rest">
        {urgent && <span className="hy-chip hy-chip-urgent">紧急</span>}
        {own && <span className="hy-chip">您正在回访</span>}
        {colleague ? (
          <span className="hy-chip">{colleague.name} 正在回访</span>
        ) : (
          <span className="hy-mute">
            {unitShort(first?.unit)} · {attempts > 0 ? `已拨 ${attempts} 次` : whenText(person.oldest, now)}
          </span>
        )}
      </span>
    </button>
  )
}
