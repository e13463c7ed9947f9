import { Facts } from '@huying/ui'
import type { OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { CaseHead, OurSide, PastRulings } from './CaseParts.tsx'
import { ReturnRuling } from './ReturnRuling.tsx'

interface ReturnCaseProps {
  order: OrderAnswer
  onSaid: (word: string) => void
}

/** One request for return: what the unit says, why it was sent there, what was ruled before, and the ruling. */
export function ReturnCase({ order, onSaid }: ReturnCaseProps) {
  const { unitShort, unitName, reasonName } = useCatalogue()
  const { state } = order
  const asked = state.assignments.find(({ parent, returns }) => parent === undefined && returns.some(({ ruled }) => !ruled))
  const request = asked?.returns.find(({ ruled }) => !ruled)
  if (!asked || !request) return <p className="hy-empty">这件工单已没有待审的退单申请。</p>
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <CaseHead order={order} asked={asked} />
        <div className="dp-sides">
          <section>
            <h3>{unitShort(asked.unit)}的退单依据</h3>
            <Facts
              items={[
                { label: '退单原因', value: reasonName('return', request.reason) },
                { label: '核查事实', value: request.facts },
                { label: '退单依据', value: request.basis },
                { label: '建议单位', value: request.suggested && unitName(request.suggested) },
                { label: '申请', value: `${request.by}，${momentText(request.at)}` },
              ]}
            />
          </section>
          <OurSide order={order} asked={asked} />
        </div>
        <PastRulings order={order} />
      </div>
      <ReturnRuling order={order} asked={asked} suggested={request.suggested} onSaid={onSaid} />
    </>
  )
}
