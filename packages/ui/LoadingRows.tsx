import { useLate } from './late.ts'

export interface LoadingRowsProps {
  rows?: number
  /** Widths of the bars in a row, in per cent. */
  bars?: readonly number[]
  /** For the gallery: do not wait. */
  at?: 'late' | 'once'
}

/** Grey bars in the shape of rows; nothing at all for the first 300 ms. */
export function LoadingRows({ rows = 6, bars = [8, 40, 12, 10], at = 'late' }: LoadingRowsProps) {
  const late = useLate(300)
  return (
    <div className="hy-loading" role="status">
      {(late || at === 'once') && (
        <>
          <span className="hy-hidden">正在载入</span>
          {Array.from({ length: rows }, (_, row) => (
            <div key={row} className="hy-loading-row" aria-hidden="true">
              {bars.map((width, index) => (
                <span key={index} style={{ width: `${Math.max(4, width - ((row * 7 + index * 5) % 4) * 2)}%` }} />
              ))}
            </div>
          ))}
        </>
      )}
    </div>
  )
}
