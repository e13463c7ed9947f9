import './sheet/sheet.css'
import { LoadingRows } from '@huying/ui'
import { errorLine } from '../api.ts'
import { useOrders } from '../dispatch/view.ts'
import { Notice } from '../frame/Notice.tsx'
import { useSession } from '../session.tsx'
import { useWhereId, useWhereSearch } from '../where.ts'
import { ApprovalSheet } from './sheet/ApprovalSheet.tsx'
import { ListSheet } from './sheet/ListSheet.tsx'
import { OrderSheet } from './sheet/OrderSheet.tsx'
import { PrintFrame, SheetFoot } from './sheet/PrintFrame.tsx'
import { isForm, type SheetForm, type SheetsAnswer, useSheets } from './sheet/sheets.ts'
import type { OrderAnswer } from './types.ts'

const TITLES: Readonly<Record<SheetForm, string>> = { order: '工单', approval: '工单办理审批单', list: '工单清单' }

/** Sheets for the printer: of one order, or of those named in the address. */
export function PrintPage() {
  const id = useWhereId()
  const { form: asked, ids } = useWhereSearch()
  const form = isForm(asked) ? asked : 'order'
  const orders = ids ? ids.split(',') : [id]
  const sheets = useSheets(form, orders)
  if (sheets.error) return <Notice title="不能打印" error={errorLine(sheets.error)} />
  if (!sheets.data) return <LoadingRows rows={6} />
  return <Sheets form={form} orders={orders} answer={sheets.data} />
}

function Sheets({ form, orders, answer }: { form: SheetForm; orders: readonly string[]; answer: SheetsAnswer }) {
  const { actor } = useSession()
  const { views, loading } = useOrders(form === 'list' ? [] : orders)
  const foot = <SheetFoot by={answer.by} at={answer.at} unit={actor.unitName} />
  return (
    <PrintFrame title={TITLES[form]} by={answer.by} at={answer.at} ready={!loading}>
      {form === 'list' && (
        <article className="sh-sheet">
          <ListSheet rows={answer.rows} unit={actor.unitName} />
          {foot}
        </article>
      )}
      {form === 'order' &&
        views.map((order) => (
          <article key={order.id} className="sh-sheet">
            <OrderSheet order={order} />
            {foot}
          </article>
        ))}
      {form === 'approval' &&
        views.flatMap((order) =>
          codesOf(order, answer, actor.unit).map(({ share, code }) => (
            <article key={code} className="sh-sheet">
              <ApprovalSheet order={order} share={share} code={code} />
              {foot}
            </article>
          )),
        )}
    </PrintFrame>
  )
}

/** A unit prints the answer it signs itself; the centre those of everybody. */
function codesOf(order: OrderAnswer, { codes }: SheetsAnswer, unit: string) {
  const all = codes.flatMap(({ order: id, assignment, code }) => {
    const share = order.state.assignments.find(({ no }) => no === assignment)
    return id === order.id && share ? [{ share, code }] : []
  })
  const own = all.filter(({ share }) => share.unit === unit)
  return own.length > 0 ? own.slice(-1) : all
}
