import { useCatalogue } from '../session.tsx'
import { to } from '../where.ts'
import { DutyCase } from './DutyCase.tsx'
import { Worklist } from './Worklist.tsx'

/** 待定责: whose duty it is, is disputed; the centre decides with a basis. The city has its own word for it. */
export function DutyTab() {
  const word = useCatalogue().term('ruling', '定责')
  const keys = [
    { keys: ['J', 'K'], label: '上下' },
    { keys: ['Y'], label: `作出${word}` },
    { keys: ['Enter'], label: '打开工单' },
  ]
  return (
    <Worklist
      tab="rulings"
      label={`待${word}`}
      href={to('/dispatch', { tab: 'rulings' })}
      keys={keys}
      empty={{ why: `没有待${word}的工单。`, next: '承办单位对职责有争议、申请会商后会出现在这里。' }}
    >
      {(order, onSaid) => <DutyCase key={`${order.id} ${order.revision}`} order={order} word={word} onSaid={onSaid} />}
    </Worklist>
  )
}
