import { GAP_WORDS, LINK_WORDS, LINKS } from '@huying/core/bulletin/loop'
import { countText, Empty, ErrorLine, Go, LoadingRows, rateText } from '@huying/ui'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { orderHref, useGo } from '../where.ts'
import { useGaps } from './queries.ts'
import type { EditionAnswer } from './types.ts'

/** 闭环校验: the rate, which link is missing how often, and the orders. */
export function LoopTab({ edition: { id, state } }: { edition: EditionAnswer }) {
  const { data, error } = useGaps(id)
  const { unitShort } = useCatalogue()
  const go = useGo()
  const { total = 0, gaps = 0, missing = {} } = state.loop ?? {}
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!data) return <LoadingRows />
  return (
    <div className="bt-check">
      <p>
        闭环率 <b>{rateText(total === 0 ? null : (total - gaps) / total)}</b>{' '}
        <span className="hy-mute">
          （{countText(total)} − {countText(gaps)}）÷ {countText(total)}；关账时办理已结束的工单，五个环节都有产物才算闭环
        </span>
      </p>
      <ul className="bt-units">
        {LINKS.map((link) => (
          <li key={link}>
            {LINK_WORDS[link]}{' '}
            <span className="hy-mute">{missing[link] ? `${GAP_WORDS[link]} ${countText(missing[link] ?? 0)} 件` : '齐全'}</span>
          </li>
        ))}
      </ul>
      {data.rows.length === 0 && <Empty why="没有缺环节的工单。" />}
      {data.rows.length > 0 && (
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">工单</th>
              <th scope="col">承办单位</th>
              <th scope="col">缺什么</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ order, number, unit, missing: links }) => (
              <tr key={order}>
                <th scope="row">
                  <Go href={orderHref(order)} onGo={go} className="hy-link">
                    {number}
                  </Go>
                </th>
                <td>{unitShort(unit)}</td>
                <td>{links.map((link) => `${LINK_WORDS[link]}（${GAP_WORDS[link]}）`).join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.next && <p className="hy-mute">只列前 {data.rows.length} 件；已按环节合并派任务。</p>}
    </div>
  )
}
