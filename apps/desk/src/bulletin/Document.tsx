import { countText, Empty, ErrorLine, LoadingRows } from '@huying/ui'
import { errorLine } from '../api.ts'
import { Identities, KeyFigures } from '../figures/BulletinTab.tsx'
import { Count, RateCell } from '../figures/Count.tsx'
import { Notes } from '../figures/Notes.tsx'
import { Busiest, Hottest, Marked, WaysIn } from '../figures/Parts.tsx'
import type { Open } from '../figures/types.ts'
import { UnitsTable } from '../figures/UnitsTable.tsx'
import { fullText } from '../time.ts'
import { Pieces } from './Pieces.tsx'
import { useSheet, useVerified } from './queries.ts'
import type { EditionAnswer, Sheet } from './types.ts'
import { Words } from './Words.tsx'

/** 正文: figures of the edition, which open their rows, and the parts that people write. */
export function Document({ edition, onOpen }: { edition: EditionAnswer; onOpen: Open }) {
  const { data: sheet, error } = useSheet(edition.id)
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!sheet) return <LoadingRows rows={8} />
  return (
    <article className="fg-paper bt-paper">
      <h1>{sheet.title}</h1>
      <p className="hy-mute">
        {[sheet.number, `关账 ${fullText(sheet.cutoff)}，此后变动不改本版`, `明细 ${countText(sheet.facts.count)} 行`]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Identities identities={sheet.figures.identities} />
      {edition.central && <Balance id={edition.id} />}
      {sheet.changes && <Changes changes={sheet.changes} />}
      {sheet.sections.map((section) => (
        <section key={section.code} className="bt-section">
          <h2>{section.title}</h2>
          {section.figures ? (
            <FigurePart section={section} sheet={sheet} onOpen={onOpen} />
          ) : (
            <Words edition={edition} section={section} onOpen={onOpen} />
          )}
        </section>
      ))}
      <Rulings sheet={sheet} />
      <Addressees sheet={sheet} />
    </article>
  )
}

/** 勾稽: every figure against its rows, recomputed now. */
function Balance({ id }: { id: string }) {
  const { data } = useVerified(id)
  if (!data) return null
  if (data.differences.length === 0)
    return <p className="hy-mute fg-identities">数字与明细逐项相比 {countText(data.items)} 项，差额均为 0；明细与关账时的指纹相符</p>
  return (
    <ul className="fg-broken" role="alert">
      {data.differences.map(({ text, left, right }) => (
        <li key={text}>
          {text}：{countText(left)} ≠ {countText(right)}，相差 {countText(Math.abs(left - right))}
        </li>
      ))}
    </ul>
  )
}

interface FigurePartProps {
  section: Sheet['sections'][number]
  sheet: Sheet
  onOpen: Open
}

function FigurePart({ section, sheet, onOpen }: FigurePartProps) {
  const { figures, period, compared } = sheet
  return (
    <>
      {section.paragraphs.map((pieces, at) => (
        <Pieces key={at} pieces={pieces} onOpen={onOpen} />
      ))}
      {section.figures === 'running' ? (
        <>
          <KeyFigures bulletin={figures} month={period} onOpen={onOpen} />
          {compared && <ComparedTable compared={compared} figures={figures} onOpen={onOpen} />}
          <WaysIn bulletin={figures} onOpen={onOpen} />
          <Hottest bulletin={figures} onOpen={onOpen} />
          <Notes bulletin={figures} />
        </>
      ) : (
        <>
          <Busiest bulletin={figures} onOpen={onOpen} />
          <UnitsTable month={period} onOpen={onOpen} />
          <Marked bulletin={figures} onOpen={onOpen} />
        </>
      )}
    </>
  )
}

type Shown = NonNullable<Sheet['compared']>

/** 与上期相比: both as they were issued; a number of this period opens its rows. */
function ComparedTable({
  compared: { period, no, figures: rows },
  figures,
  onOpen,
}: {
  compared: Shown
  figures: Sheet['figures']
  onOpen: Open
}) {
  const value = ({ label, after, count, figure, rate }: Shown['figures'][number]) => {
    if (figure && count !== undefined) return <Count opened={{ title: label, figure, count }} onOpen={onOpen} />
    if (rate) return <RateCell name={rate} rate={figures[rate as 'onTime']} onOpen={onOpen} />
    return after
  }
  return (
    <table className="fg-table fg-units">
      <caption>
        与上期（{period}，第 {no} 版）相比
      </caption>
      <thead>
        <tr>
          {['项目', '上期', '本期', '增减', '增幅'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{row.count === undefined ? row.before : countText(Number(row.before))}</td>
            <td>{value(row)}</td>
            <td>{row.change === null ? '—' : row.rate ? `${row.change} 个百分点` : row.change}</td>
            <td>{row.growth ?? (row.rate ? '' : '—')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Changes({ changes: { no, figures } }: { changes: NonNullable<Sheet['changes']> }) {
  return (
    <section className="bt-section">
      <h2>对第 {no} 版的更正</h2>
      {figures.length === 0 && <Empty why="各项数字与原版相同。" />}
      {figures.length > 0 && (
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">原</th>
              <th scope="col">今</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ label, before, after }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{before}</td>
                <td>
                  <b>{after}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** What units objected to and was granted: printed as notes below the figures. */
export function Rulings({ sheet: { rulings } }: { sheet: Sheet }) {
  if (rulings.length === 0) return null
  return (
    <ol className="fg-notes">
      {rulings.map(({ number, unit, claim, effect, edition }) => (
        <li key={`${number} ${claim}`}>
          注：{unit} {number}，{claim}，经第 {edition} 版核对裁定，{effect}。
        </li>
      ))}
    </ol>
  )
}

export function Addressees({ sheet: { addressees } }: { sheet: Sheet }) {
  return (
    <dl className="bt-addressees">
      {addressees.map(({ label, names }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{names.join('，')}</dd>
        </div>
      ))}
    </dl>
  )
}
