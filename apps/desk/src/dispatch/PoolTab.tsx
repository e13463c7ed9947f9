import { Empty, ErrorLine, KeyLine, LoadingRows, UndoToast, useKeys } from '@huying/ui'
import { useEffect, useRef, useState } from 'react'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { orderHref, useGo } from '../where.ts'
import { GroupList } from './GroupList.tsx'
import { LotList } from './LotList.tsx'
import { type PoolEntry, usePool } from './pool.ts'
import { SendPanel, advance } from './SendPanel.tsx'
import { SentList } from './SentList.tsx'
import { notePlace, type SentLot, useSitting } from './sitting.ts'
import { type LotState, useLot } from './useLot.ts'
import { useUndo } from './useUndo.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['空格'], label: '选中' },
  { keys: ['X'], label: '只选本件' },
  { keys: ['Shift', 'J'], label: '下一组' },
  { keys: ['Enter'], label: '领取、派发' },
  { keys: ['U'], label: '改选单位' },
  { keys: ['A'], label: '协办' },
  { keys: ['F'], label: '放回' },
  { keys: ['M'], label: '并单' },
  { keys: ['O'], label: '打开' },
  { keys: ['Z'], label: '收回' },
]

/** 待派发: groups left, their texts in the middle, what goes out right. Everything by keyboard. */
export function PoolTab() {
  const pool = usePool()
  const { place, sent } = useSitting()
  const entries = pool.sections?.flatMap(({ entries: list }) => list) ?? []
  const last = useRef(0)
  const found = entries.findIndex(({ key }) => key === place)
  const at = found >= 0 ? found : Math.min(last.current, entries.length - 1)
  const entry = entries[at]
  useEffect(() => {
    if (at >= 0) last.current = at
  })
  const go = (to: number) => {
    const next = entries[Math.min(entries.length - 1, Math.max(0, to))]
    if (next) notePlace(next.key)
  }
  useKeys({ 'Shift+J': () => go(at + 1), 'Shift+K': () => go(at - 1) })
  return (
    <div className="dp-pool">
      {pool.error && <ErrorLine {...errorLine(pool.error)} />}
      <div className="dp-columns">
        {pool.sections ? <GroupList sections={pool.sections} current={entry?.key} onChoose={notePlace} /> : <LoadingRows bars={[70, 12]} />}
        {entry ? (
          <LotPart key={entry.key} entry={entry} />
        ) : (
          pool.sections && (
            <>
              <section className="dp-lot">
                <Empty why="没有待派发的工单。" next={sent.length > 0 ? '本次派单已经结束。' : '新登记的诉求会自动出现在这里。'} />
              </section>
              <aside className="dp-send" aria-label="本次派发">
                <SentList />
              </aside>
            </>
          )
        )}
      </div>
      <KeyLine items={KEYS} note="输入时快捷键不生效" />
      <Undo />
    </div>
  )
}

function LotPart({ entry }: { entry: PoolEntry }) {
  const lot = useLot(entry)
  const go = useGo()
  const open = (id: string) => go(orderHref(id))
  useLotKeys(lot, open)
  return (
    <>
      <LotList lot={lot} onOpen={open} />
      <SendPanel lot={lot}>
        <SentList />
      </SendPanel>
    </>
  )
}

function useLotKeys(lot: LotState, open: (id: string) => void) {
  const { here, rows, editing } = lot
  const move = (by: number) => {
    const index = rows.findIndex(({ id }) => id === here?.id) + by
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (next) lot.setCurrent(next.id)
  }
  const toggle = (what: NonNullable<LotState['editing']>) => lot.edit(editing === what ? undefined : what)
  useKeys({
    J: () => move(1),
    K: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Space: () => here && lot.tick(here.id),
    X: lot.solo,
    Enter: () => advance(lot),
    U: () => toggle('unit'),
    A: () => toggle('assists'),
    L: () => toggle('limit'),
    F: () => lot.step !== 'look' && toggle('skip'),
    M: () => toggle('merge'),
    O: () => here && open(here.id),
    Escape: () => lot.edit(undefined),
  })
}

/** Ten seconds of 收回 after each sending; Z does the same. Afterwards it stays in 本次已派. */
function Undo() {
  const { sent } = useSitting()
  const { unitShort, categoryName } = useCatalogue()
  const { undo } = useUndo()
  const [closed, setClosed] = useState<string | undefined>(() => sent[0]?.key)
  const lot: SentLot | undefined = sent[0]
  const fresh = lot && !lot.recalled && lot.key !== closed ? lot : undefined
  useKeys({ Z: () => (lot && !lot.recalled ? void undo(lot) : false) })
  if (!fresh) return null
  return (
    <UndoToast
      key={fresh.key}
      message={`已派发 ${fresh.orders.length} 件至${unitShort(fresh.unit)}`}
      detail={`${categoryName(fresh.category)} · 未签收前都可收回`}
      onUndo={() => void undo(fresh)}
      onClose={() => setClosed(fresh.key)}
    />
  )
}
