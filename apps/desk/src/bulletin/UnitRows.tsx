import { countText, Empty, ErrorLine, Go, LoadingRows, Segmented } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { orderHref, useGo } from '../where.ts'
import { momentText } from '../time.ts'
import { useCheck } from './queries.ts'
import type { CheckPage, CheckRow } from '@huying/core/bulletin/checked'
import type { EditionAnswer } from './types.ts'

interface UnitRowsProps {
  edition: EditionAnswer
  unit: string
  /** The unit itself objects, row by row. */
  onObject?: (row: CheckRow) => void
}

const COUNTED = { yes: '计入', no: '未达标', left_out: '不计入' } as const

/** The rows of one unit: for each rate counted, counted against it, or left out with the reason. */
export function UnitRows({ edition: { id, claims }, unit, onObject }: UnitRowsProps) {
  const [only, setOnly] = useState<'missed' | 'all'>('missed')
  const list = useCheck(id, unit, only === 'missed' ? 'missed' : undefined)
  const go = useGo()
  if (list.error) return <ErrorLine {...errorLine(list.error)} />
  if (!list.data) return <LoadingRows rows={4} />
  const [first] = list.data.pages
  const rows = list.data.pages.flatMap((page) => page.rows)
  const rates = first?.rates ?? []
  const claimWord = (code: string) => claims.find((one) => one.code === code)?.label ?? code
  return (
    <section className="bt-rows">
      <Rates rates={rates} />
      <span id="bt-only-label" className="hy-hidden">
        明细范围
      </span>
      <Segmented
        id="bt-only"
        aria-labelledby="bt-only-label"
        choices={[
          { value: 'missed', label: '未达标和不计入' },
          { value: 'all', label: '全部明细' },
        ]}
        value={only}
        onChange={(next) => setOnly(next === 'all' ? 'all' : 'missed')}
      />
      {rows.length === 0 && <Empty why={only === 'missed' ? '没有未达标或者不计入的明细。' : '没有明细。'} />}
      {rows.length > 0 && (
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">编号</th>
              <th scope="col">受理</th>
              <th scope="col">截止</th>
              <th scope="col">办结</th>
              <th scope="col">计入情况</th>
              <th scope="col">异议</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.order ? (
                    <Go href={orderHref(row.order)} onGo={go} className="hy-link">
                      {row.number}
                    </Go>
                  ) : (
                    row.number
                  )}
                  {row.noun === 'request' && <span className="hy-mute"> 回访</span>}
                </th>
                <td>{momentText(row.at)}</td>
                <td>{row.due === null ? '' : momentText(row.due)}</td>
                <td>{row.finished === null ? '' : momentText(row.finished)}</td>
                <td>
                  <ul className="bt-judged">
                    {row.judged.map(({ rate, counted, why }) => (
                      <li key={rate} className={counted === 'no' ? 'bt-missed' : undefined}>
                        {rates.find((one) => one.rate === rate)?.label ?? ''} {COUNTED[counted]}
                        {why && `（${why}）`}
                      </li>
                    ))}
                  </ul>
                </td>
                <td>
                  {row.objection
                    ? `${claimWord(row.objection.claim)}：${row.objection.ruled ? (row.objection.granted ? '同意' : '不同意') : '待裁定'}`
                    : onObject && (
                        <Button size="small" onClick={() => onObject(row)}>
                          提出异议
                        </Button>
                      )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Button size="small" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          再列 100 件
        </Button>
      )}
    </section>
  )
}

function Rates({ rates }: { rates: CheckPage['rates'] }) {
  return (
    <dl className="bt-rates">
      {rates.map(({ rate, label, percent, numerator, denominator }) => (
        <div key={rate}>
          <dt>{label}</dt>
          <dd>
            <b>{percent ?? '—'}</b> <span className="hy-mute">{`${countText(numerator)}/${countText(denominator)}`}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
