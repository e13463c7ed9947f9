import '../order/sheet/sheet.css'
import '../figures/figures.css'
import './bulletin.css'
import { EDITION_WORDS } from '@huying/core/bulletin/words'
import { countText, ErrorLine, LoadingRows } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Suspense, useMemo } from 'react'
import { errorLine, get } from '../api.ts'
import { LazyChart } from '../figures/bars.ts'
import { DayChart } from '../figures/DayChart.tsx'
import type { DayFigure } from '../figures/types.ts'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'
import { useWhereId } from '../where.ts'
import { Addressees, Changes, Rulings } from './Document.tsx'
import { Pieces } from './Pieces.tsx'
import { useSheet } from './queries.ts'
import type { Sheet, Table } from './types.ts'

/** 通报 on A4: as it is issued, or with its state where it is not yet. */
export function BulletinPrint() {
  const id = useWhereId()
  const { data: sheet, error } = useSheet(id)
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!sheet) return <LoadingRows rows={8} />
  const issued = sheet.stage === 'issued' || sheet.stage === 'corrected'
  return (
    <main className="sh-page">
      <div className="sh-bar">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>
        <span>{issued ? sheet.number : `${EDITION_WORDS[sheet.stage]}，尚未印发，仅供审核`}</span>
      </div>
      <article className="sh-sheet bt-print">
        <h1>{sheet.title}</h1>
        <p className="bt-number">{issued ? sheet.number : `（${EDITION_WORDS[sheet.stage]} · 第 ${sheet.no} 版）`}</p>
        {sheet.sections.map((section) => (
          <section key={section.code}>
            <h2>{section.title}</h2>
            {section.paragraphs.map((pieces, at) => (
              <Pieces key={at} pieces={pieces} />
            ))}
            {section.figures && <Charts id={id} part={section.figures} sheet={sheet} />}
            {section.tables.map((table) => (
              <Printed key={table.title} table={table} />
            ))}
          </section>
        ))}
        <Rulings sheet={sheet} />
        {sheet.changes && <Changes changes={sheet.changes} />}
        <Addressees sheet={sheet} />
        <footer className="sh-foot">
          关账 {fullText(sheet.cutoff)}；明细 {sheet.facts.count} 行，指纹（SM3）{sheet.facts.hash}
        </footer>
      </article>
    </main>
  )
}

/** Numbers to the right; the first column says what of. */
function Printed({ table: { title, head, rows, note } }: { table: Table }) {
  return (
    <>
      <table className="bt-printed">
        <caption>{title}</caption>
        <thead>
          <tr>
            {head.map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, i) => (
                <td key={head[i]} className={/^[\d,.%—/ ]+$/.test(cell) ? 'bt-right' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p className="bt-tablenote">{note}</p>}
    </>
  )
}

/** 每日受理 and the units that have most, drawn. */
function Charts({ id, part, sheet: { units } }: { id: string; part: 'running' | 'handling'; sheet: Sheet }) {
  const { data } = useQuery({ queryKey: ['bulletin', id, 'days'], queryFn: () => get<DayFigure[]>(`/api/editions/${id}/figures/days`) })
  const { unitShort } = useCatalogue()
  const bars = useMemo(
    () =>
      units
        .slice(0, 10)
        .map(({ unit, dispatched }) => ({ label: unitShort(unit), value: dispatched, text: `${countText(dispatched)} 件` })),
    [units, unitShort],
  )
  if (part === 'running') return data && data.length > 1 ? <DayChart days={data} printed /> : null
  if (bars.length < 2) return null
  return (
    <figure className="fg-bars">
      <figcaption>转办工单（件），前 {bars.length} 家</figcaption>
      <Suspense fallback={null}>
        <LazyChart bars={bars} height={bars.length * 24 + 8} label={bars.map(({ label, text }) => `${label} ${text}`).join('，')} />
      </Suspense>
    </figure>
  )
}
