/** Pieces that cases before a ruling share: what it is about, why it was sent there, what was ruled on it before. */
import { Facts } from '@huying/ui'
import { ruleText } from '../api.ts'
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'

interface PartProps {
  order: OrderAnswer
  asked: AssignmentState
}

export function CaseHead({ order: { state }, asked }: PartProps) {
  return (
    <section>
      <h2>
        {state.number} {state.title}
      </h2>
      <p className="dp-read">{state.content}</p>
      <p className="hy-mute">
        {[state.place.text, `派发 ${momentText(asked.sentAt)}`, asked.role === 'assist' && '协办单'].filter(Boolean).join(' · ')}
      </p>
    </section>
  )
}

export function OurSide({ order, asked }: PartProps) {
  const { unitName } = useCatalogue()
  const { proposal } = order.state
  return (
    <section>
      <h3>本中心的派单依据</h3>
      <Facts
        items={[
          { label: '派单人', value: `${asked.sentBy}，${momentText(asked.sentAt)}` },
          { label: '建议单位', value: proposal?.unit ? unitName(proposal.unit) : '未能确定' },
          { label: '职责条目', value: proposal?.clause ?? proposal?.why },
          { label: '出处', value: proposal && ruleText(proposal.source, proposal.assumed) },
        ]}
      />
    </section>
  )
}

interface Past {
  at: number
  by: string
  unit: string
  /** 退单（职能不符） */
  what: string
  result: string
  why?: string
}

/** 本件以往裁定: the last three, on returns and on disputed duty. */
export function PastRulings({ order }: { order: OrderAnswer }) {
  const { unitShort, reasonName, term } = useCatalogue()
  const past = order.state.assignments
    .flatMap(({ returns, rulings }): Past[] => [
      ...returns.flatMap(({ unit, reason, ruled }) =>
        ruled
          ? [
              {
                ...{ at: ruled.at, by: ruled.by, unit, what: `退单（${reasonName('return', reason)}）` },
                ...{ result: ruled.granted ? '同意退单' : '不予退单', why: ruled.note },
              },
            ]
          : [],
      ),
      ...rulings.flatMap(({ unit, ruled }) =>
        ruled
          ? [{ at: ruled.at, by: ruled.by, unit, what: term('ruling', '定责'), result: `由${unitShort(ruled.to)}主办`, why: ruled.basis }]
          : [],
      ),
    ])
    .sort((a, b) => b.at - a.at)
  return (
    <section>
      <h3>本件以往裁定</h3>
      {past.length === 0 && <p className="hy-mute">没有裁定记录。</p>}
      <ul className="dp-before">
        {past.slice(0, 3).map((one) => (
          <li key={one.at}>
            {momentText(one.at)} {unitShort(one.unit)} {one.what}：<b>{one.result}</b>
            {one.why && `，${one.why}`}
            <span className="hy-mute"> {one.by}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
