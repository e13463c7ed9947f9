import { countText } from '@huying/ui'
import { useEffect, useRef } from 'react'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import type { PoolEntry, PoolSection } from './pool.ts'
import { whenText } from './view.ts'

interface GroupListProps {
  sections: readonly PoolSection[]
  current?: string
  onChoose: (key: string) => void
}

/** 待派发 in groups: proposed unit and matter with their count; the urgent ones on top. */
export function GroupList({ sections, current, onChoose }: GroupListProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <nav ref={box} className="dp-groups" aria-label="待派发分组">
      {sections.map(({ key, label, count, entries }) => (
        <section key={key} aria-label={label}>
          <h2>
            {label}
            <span>{countText(count)} 件</span>
          </h2>
          {entries.map((entry) => (
            <Group key={entry.key} entry={entry} current={entry.key === current} onChoose={onChoose} />
          ))}
        </section>
      ))}
    </nav>
  )
}

function Group({ entry, current, onChoose }: { entry: PoolEntry; current: boolean; onChoose: (key: string) => void }) {
  const me = useSession()
  const { unitShort, categoryPath } = useCatalogue()
  const now = useNow()
  const colleagues = entry.held.filter(({ user }) => user !== me.user)
  return (
    <button type="button" className="dp-group" aria-current={current || undefined} onClick={() => onChoose(entry.key)}>
      <b>{entry.unit === null ? '待定单位' : unitShort(entry.unit)}</b>
      <em>{entry.count}</em>
      <span className="hy-cut">{categoryPath(entry.category)}</span>
      {colleagues.length > 0 ? (
        <span className="hy-chip">{colleagues.map(({ name }) => name).join('、')} 正在处理</span>
      ) : entry.part === 'urgent' ? (
        <span className="hy-chip hy-chip-urgent">紧急</span>
      ) : (
        <time>最早 {whenText(entry.oldest, now)}</time>
      )}
    </button>
  )
}
