import { KeyCap } from '@huying/ui'
import { useCatalogue } from '../session.tsx'
import { useDesk } from './DeskContext.ts'
import { dayText } from './moments.ts'
import { useNearby } from './queries.ts'
import { ShelfPane } from './ShelfPane.tsx'

const MOST_NEARBY = 3

/** Right: running orders like this one, what the system proposes, and the agreed answers. Never in front of what is typed. */
export function RightPane() {
  const { view } = useDesk()
  const answering = view.is === 'outcome' && view.how === 'answer'
  return (
    <aside className="ik-right" aria-label="参考">
      {!answering && (
        <>
          <Nearby />
          <Proposals />
        </>
      )}
      <ShelfPane />
    </aside>
  )
}

function Nearby() {
  const { work, show } = useDesk()
  const { unitShort, categoryName } = useCatalogue()
  const rows = useNearby(work.form).data ?? []
  if (rows.length === 0) return null
  return (
    <section className="ik-shelf-part" aria-label="附近同类">
      <div className="ik-head">
        <h3>附近同类</h3>
        <span>{rows.length} 件办理中</span>
        <small>{categoryName(work.form.category)}</small>
      </div>
      {rows.slice(0, MOST_NEARBY).map((order, index) => (
        <div key={order.id} className="ik-row">
          <div>
            <p className="hy-cut" title={order.title}>
              {order.title}
            </p>
            <p className="hy-second hy-cut">
              {order.unit ? unitShort(order.unit) : '待派发'} · {dayText(order.opened_at, Date.now()).split(' ')[0]} 受理
              {order.members > 1 && ` · ${order.members} 人反映`}
            </p>
          </div>
          <button type="button" className="ik-small" aria-label={`并入：${order.title}`} onClick={() => show({ is: 'join', order })}>
            并入{index === 0 && <KeyCap>B</KeyCap>}
          </button>
        </div>
      ))}
    </section>
  )
}

function Proposals() {
  const { proposals, patch } = useDesk()
  if (proposals.length === 0) return null
  return (
    <section className="ik-shelf-part" aria-label="系统建议">
      <div className="ik-head">
        <h3>系统建议</h3>
        <small>由您决定</small>
      </div>
      {proposals.map(({ key, label, why, change }) => (
        <div key={key} className="ik-row">
          <div>
            <p className="hy-cut" title={label}>
              {label}
            </p>
            <p className="hy-second hy-cut" title={why}>
              {why}
            </p>
          </div>
          <button type="button" className="ik-small" aria-label={`采纳：${label}`} onClick={() => patch(change)}>
            采纳
          </button>
        </div>
      ))}
    </section>
  )
}
