import { countText, Empty, ErrorLine, Facts, Go, KeyCap, LoadingRows, useKeys } from '@huying/ui'
import { errorLine } from '../api.ts'
import { More } from '../form/More.tsx'
import { openFrom } from '../order/worklist.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { orderHref, to, useGo } from '../where.ts'
import { ORDER_WORDS, REQUEST_WORDS } from '../words.ts'
import { useFigureRows } from './queries.ts'
import type { Rate } from '@huying/core/measure/rounding'
import type { FigureRow, Opened } from './types.ts'

interface RowsPanelProps {
  month: string
  opened: Opened
  onClose: () => void
}

/** The rows behind a figure, with how the figure comes about above them. */
export function RowsPanel({ month, opened, onClose }: RowsPanelProps) {
  const list = useFigureRows(month, opened)
  const go = useGo()
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  useKeys({ Escape: onClose })
  const openOrder = (id: string) => {
    openFrom({ label: opened.title, href: to('/figures', { month }), ids: rows.flatMap(({ order }) => order ?? []) })
    go(orderHref(id))
  }
  return (
    <aside className="fg-panel" aria-label={opened.title}>
      <header>
        <h2>{opened.title}</h2>
        <span className="fg-panel-count">{countText(opened.count)} 件</span>
        <button type="button" className="hy-link" onClick={onClose}>
          关闭 <KeyCap>Esc</KeyCap>
        </button>
      </header>
      {opened.of && <HowItComes rate={opened.of} />}
      <div className="fg-panel-scroll" role="region" aria-label="明细" tabIndex={0}>
        {list.error && <ErrorLine {...errorLine(list.error)} />}
        {list.isPending && <LoadingRows />}
        {list.data && rows.length === 0 && <Empty why="没有明细。" />}
        <ul>
          {rows.map((row, at) => (
            <Row key={row.id || at} row={row} onOpen={openOrder} />
          ))}
        </ul>
        {list.data && (
          <p className="fg-panel-foot">
            已列出 {countText(rows.length)} 行
            <More list={list} page="50 行" />
          </p>
        )}
      </div>
    </aside>
  )
}

/** 1,489 ÷ 1,532 = 97.19%, what the whole is, and what was left out of it. */
function HowItComes({ rate }: { rate: Rate }) {
  return (
    <section className="fg-how">
      <Facts
        items={[
          { label: '分母', value: countText(rate.denominator), note: rate.among },
          { label: '分子', value: countText(rate.numerator) },
          { label: rate.label, value: <b>{rate.percent ?? '—'}</b>, note: `${countText(rate.numerator)} ÷ ${countText(rate.denominator)}` },
          ...rate.excluded
            .filter(({ count }) => count !== 0)
            .map(({ label, count }) => ({ label: '未计入', value: countText(count), note: label })),
        ]}
      />
    </section>
  )
}

const stageWord = ({ noun, stage }: FigureRow): string =>
  (noun === 'order' ? (ORDER_WORDS as Record<string, string>)[stage] : (REQUEST_WORDS as Record<string, string>)[stage]) ?? ''

function Row({ row, onOpen }: { row: FigureRow; onOpen: (order: string) => void }) {
  const { unitShort, dispositions } = useCatalogue()
  const { order } = row
  if (row.hidden) {
    return (
      <li className="hy-mute">
        <span>保密件，计入件数，不列名称</span>
      </li>
    )
  }
  const title = row.noun === 'contact' ? (dispositions.find(({ code }) => code === row.title)?.label ?? '没有处置结果') : row.title
  return (
    <li>
      <p>
        {row.number}{' '}
        {order ? (
          <Go href={orderHref(order)} onGo={() => onOpen(order)} className="hy-link">
            {title}
          </Go>
        ) : (
          title
        )}
      </p>
      <p className="hy-second">
        {[row.unit && unitShort(row.unit), momentText(row.at), row.value !== 1 && `计 ${row.value} 次`].filter(Boolean).join(' · ')}
        {stageWord(row) && <span>今：{stageWord(row)}</span>}
      </p>
    </li>
  )
}
