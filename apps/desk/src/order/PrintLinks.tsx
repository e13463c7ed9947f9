import { Button } from 'antd'
import { Export } from '../export/Export.tsx'
import { to } from '../where.ts'
import type { OrderAnswer } from './types.ts'

/** Paper and files of the order. A sheet opens in its own tab; the order stays where it is. */
export function PrintLinks({ order: { id, state } }: { order: OrderAnswer }) {
  const hasReply = state.assignments.some(({ replies }) => replies.length > 0)
  const sheet = (form: string) => window.open(to(`/orders/${id}/print`, { form }), '_blank', 'noopener')
  return (
    <>
      <Button onClick={() => sheet('order')}>打印工单</Button>
      {hasReply && <Button onClick={() => sheet('approval')}>打印审批单</Button>}
      <Export kind="trail" query={{ order: id }} button="导出全程记录" />
    </>
  )
}
