import type { Answer } from './types.ts'

/** So many bars can be read. */
const MOST = 12

interface Bar {
  label: string
  value: number
  text: string
}

/** 图: the series where there is one, else the first rows; the same numbers stand in the table below. */
export function Bars({ answer: { measures, rows, total, series } }: { answer: Answer }) {
  const [measure] = measures
  const valueOf = ({ numerator, denominator, text }: Answer['total']['values'][number]['cell'], label: string): Bar => ({
    label,
    value: denominator > 0 ? numerator / denominator : numerator,
    text: text ?? '—',
  })
  const overTime = series.map(({ from }, i) => (total.values[0]?.series[i] ? valueOf(total.values[0].series[i], from) : undefined))
  const bars = (
    series.length > 0 ? overTime : rows.slice(0, MOST).map(({ label, values: [first] }) => first && valueOf(first.cell, label))
  ).filter((bar): bar is Bar => bar !== undefined)
  const most = Math.max(...bars.map(({ value }) => value), 0)
  if (!measure || most === 0 || bars.length < 2) return null
  const said = bars.map(({ label, text }) => `${label} ${text}`).join('，')
  return (
    <figure className="fg-bars">
      <figcaption>
        {measure.label}
        {series.length > 0 ? '，按时间' : rows.length > MOST ? `，前 ${MOST} 项` : ''}
      </figcaption>
      <div role="img" aria-label={`${measure.label}：${said}`}>
        {bars.map(({ label, value, text }) => (
          <div key={label} title={`${label} ${text}`}>
            <span>{label}</span>
            <i style={{ width: `${Math.round((value / most) * 100)}%` }} />
            <b>{text}</b>
          </div>
        ))}
      </div>
    </figure>
  )
}
