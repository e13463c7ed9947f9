import { Empty, ErrorLine, LoadingRows, Overlays } from '@huying/ui'
import { useEffect, useRef } from 'react'
import { errorLine } from '../api.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { useNow } from '../time.ts'
import { chipsOf, heldBy } from './lot.ts'
import type { LotState } from './useLot.ts'
import { type OrderRow, whenText } from './view.ts'

/** The texts of a group, to be read one after another; what is ticked goes out together. */
export function LotList({ lot, onOpen }: { lot: LotState; onOpen: (id: string) => void }) {
  const me = useSession()
  const { unitShort, categoryName } = useCatalogue()
  const { entry, rows, here, rest, others, failed, loading } = lot
  const holders = [...new Set(lot.views.flatMap((view) => heldBy(view, me.user) ?? []))]
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    scroller.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [here?.id])
  return (
    <section className="dp-lot" aria-label="本组诉求">
      <header className="dp-lot-head">
        <h2>
          {entry.unit === null ? '未定单位' : unitShort(entry.unit)} · {categoryName(entry.category)}
        </h2>
        <span className="hy-second">{entry.count} 件</span>
        {lot.step !== 'look' && (
          <span className="hy-chip hy-chip-soft">
            {me.name} 已领取 {rows.length} 件
          </span>
        )}
        {holders.map((name) => (
          <span key={name} className="hy-chip">
            {name} 正在处理
          </span>
        ))}
        <span className="dp-lot-rest">{rest > 0 && `组内另有 ${rest} 件${others > 0 ? `，其中 ${others} 件由同事处理` : ''}`}</span>
      </header>
      <div ref={scroller} className="dp-lot-scroll" role="region" aria-label="诉求内容" tabIndex={0}>
        {failed && <ErrorLine {...errorLine(failed)} />}
        {rows.length === 0 && !failed && (loading ? <LoadingRows /> : <Empty why="本组已派完。" next="按 Shift J 到下一组。" />)}
        <ul>
          {rows.map((row) => (
            <LotRow key={row.id} row={row} lot={lot} onOpen={onOpen} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function LotRow({ row, lot, onOpen }: { row: OrderRow; lot: LotState; onOpen: (id: string) => void }) {
  const { markName } = useCatalogue()
  const now = useNow()
  const view = lot.byId.get(row.id)
  const ticked = lot.isTicked(row.id)
  const current = row.id === lot.here?.id
  const error = lot.refused.get(row.id)
  const differs = lot.differ.get(row.id)
  const [first] = view?.members ?? []
  return (
    <li
      className={`dp-row${current ? ' dp-current' : ''}${ticked ? '' : ' dp-off'}`}
      aria-current={current || undefined}
      onClick={() => lot.setCurrent(row.id)}
      onDoubleClick={() => onOpen(row.id)}
    >
      <input
        type="checkbox"
        className="hy-tick"
        aria-label={`选中 ${row.number} ${row.title}`}
        checked={ticked}
        onMouseDown={(event) => event.preventDefault()}
        onChange={() => lot.tick(row.id)}
      />
      <div>
        <div className="dp-row-head">
          <b className="hy-cut" title={row.title}>
            {row.title}
          </b>
          <Overlays items={chipsOf(row, view, { markName })} />
          <span className="dp-row-where">
            {view?.state.place.text && <span className="hy-cut">{view.state.place.text}</span>}
            <time>{whenText(row.opened_at, now)}</time>
          </span>
        </div>
        <p className={current ? 'dp-text dp-whole' : 'dp-text'}>{view?.state.content}</p>
        {current && first && <Details first={first} number={row.number} />}
        {error ? (
          <ErrorLine {...error} />
        ) : (
          differs && (
            <p className="dp-differs">
              {differs}，{ticked ? '已随本组' : '不随本组派发'}
            </p>
          )
        )}
      </div>
    </li>
  )
}

type First = LotState['views'][number]['members'][number]

/** What else was taken down, for the row one is at. */
function Details({ first, number }: { first: First; number: string }) {
  const { affected, since, wants } = first
  const count =
    affected &&
    affected.low > 1 &&
    `${affected.about ? '约 ' : ''}${affected.low}${affected.high ? `–${affected.high}` : ''} ${affected.what ?? ''}`
  const facts = [number, since && `发生于${since}`, count && `影响 ${count}`, wants && `希望：${wants}`].filter(Boolean)
  return <p className="dp-details">{facts.join(' · ')}</p>
}
