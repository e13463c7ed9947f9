import type { Rate } from '@huying/core/measure/rounding'
import type { ReportColumn } from './ReportTable.tsx'

/** A zero denominator stands below every share. */
const share = ({ numerator, denominator }: Rate) => (denominator === 0 ? -1 : numerator / denominator)

/** A column of a rate: the percentage with its parts behind it; the saved file has the percentage. */
export function rateColumn<R>(key: string, title: string, rate: (row: R) => Rate): ReportColumn<R> {
  return {
    key,
    title,
    width: 152,
    right: true,
    value: (row) => share(rate(row)),
    text: (row) => rate(row).percent ?? '—',
    cell: (row) => {
      const { percent, numerator, denominator } = rate(row)
      if (percent === null) return '—'
      return (
        <>
          {percent} <span className="hy-mute">{`${numerator}/${denominator}`}</span>
        </>
      )
    },
  }
}
