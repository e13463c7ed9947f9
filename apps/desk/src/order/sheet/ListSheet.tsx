import { useCatalogue } from '../../session.tsx'
import { momentText } from '../../time.ts'
import { ASSIGNMENT_WORDS, ORDER_WORDS } from '../../words.ts'
import type { SheetRow } from './sheets.ts'

/** 工单清单 on paper: one line an order, without personal data. */
export function ListSheet({ rows, unit }: { rows: readonly SheetRow[]; unit: string }) {
  const words = useCatalogue()
  return (
    <>
      <h1>
        {unit}
        {words.term('order', '工单')}清单（{rows.length} 件）
      </h1>
      <table className="sh-list">
        <thead>
          <tr>
            <th>序号</th>
            <th>编号</th>
            <th>标题</th>
            <th>事项</th>
            <th>承办单位</th>
            <th>派发</th>
            <th>状态</th>
            <th>截止</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <td>{at + 1}</td>
              <td>{row.number}</td>
              <td>{row.title}</td>
              <td>{words.categoryName(row.category)}</td>
              <td>{words.unitShort(row.unit)}</td>
              <td>{row.sentAt === undefined ? '' : momentText(row.sentAt)}</td>
              <td>{row.share ? ASSIGNMENT_WORDS[row.share] : ORDER_WORDS[row.stage]}</td>
              <td>{row.due === undefined ? '' : momentText(row.due)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
