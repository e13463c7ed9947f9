import { Count } from './Count.tsx'
import type { Share } from '@huying/core/measure/rounding'
import type { Open } from './types.ts'

interface SharesProps {
  title: string
  dimension: string
  figure: string
  rows: readonly Share[]
  onOpen: Open
}

/** Shares of a whole, each opening its rows. */
export function Shares({ title, dimension, figure, rows, onOpen }: SharesProps) {
  return (
    <table className="fg-table">
      <caption>{title}</caption>
      <tbody>
        {rows.map(({ code, label, count, percent }) => (
          <tr key={code}>
            <th scope="row">{label}</th>
            <td>
              <Count opened={{ title: `${title} · ${label}`, figure, dimension, key: code, count }} onOpen={onOpen} />
            </td>
            <td>{percent ?? '—'}</td>
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td className="hy-mute">没有数据。</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
