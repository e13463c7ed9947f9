import '../order/sheet/sheet.css'
import '../figures/figures.css'
import './bulletin.css'
import { EDITION_WORDS } from '@huying/core/bulletin/words'
import { ErrorLine, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { errorLine } from '../api.ts'
import { Notes } from '../figures/Notes.tsx'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'
import { useWhereId } from '../where.ts'
import { Addressees, Changes, Rulings } from './Document.tsx'
import { Pieces } from './Pieces.tsx'
import { useSheet } from './queries.ts'
import type { Sheet } from './types.ts'

/** 通报 on A4: as it is issued, or with its state where it is not yet. */
export function BulletinPrint() {
  const { data: sheet, error } = useSheet(useWhereId())
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
            {section.figures === 'running' && <Notes bulletin={sheet.figures} />}
            {section.figures === 'handling' && <Units sheet={sheet} />}
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

function Units({ sheet: { units } }: { sheet: Sheet }) {
  const { unitShort } = useCatalogue()
  const [first] = units
  if (!first) return null
  return (
    <table>
      <thead>
        <tr>
          <th>承办单位</th>
          <th>转办（件）</th>
          {(['signedInTime', 'onTime', 'solved', 'satisfied'] as const).map((rate) => (
            <th key={rate}>{first[rate].label}</th>
          ))}
          <th>按时/分母</th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit.unit}>
            <td>{unitShort(unit.unit)}</td>
            <td>{unit.dispatched}</td>
            {(['signedInTime', 'onTime', 'solved', 'satisfied'] as const).map((rate) => (
              <td key={rate}>{unit[rate].percent ?? '—'}</td>
            ))}
            <td>
              {unit.onTime.numerator}/{unit.onTime.denominator}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
