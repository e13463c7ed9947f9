import { Suspense, useMemo } from 'react'
import { type Bar, LazyChart } from './bars.ts'
import type { Answer } from './types.ts'

/** So many bars can be read. */
const MOST = 12
const ROW = 24

/** 图: the series where there is one, else the first rows; the same numbers stand in the table below. */
export function Bars({ answer }: { answer: Answer }) {
  const bars = useMemo(() => barsOf(answer), [answer])
  const { measures, rows, series } = answer
  const [measure] = measures
  if (!measure || bars.length < 2 || bars.every(({ value }) => value === 0)) return null
  const overTime = series.length > 0
  const height = overTime ? 180 : bars.length * ROW + 8
  const said = bars.map(({ label, text }) => `${label} ${text}`).join('，')
  return (
    <figure className="fg-bars">
      <figcaption>
        {measure.label}
        {overTime ? '，按时间' : rows.length > MOST ? `，前 ${MOST} 项` : ''}
      </figcaption>
      <Suspense fallback={<div style={{ height }} />}>
        <LazyChart bars={bars} upright={overTime} height={height} label={`${measure.label}：${said}`} />
      </Suspense>
    </figure>
  )
}

function barsOf({ rows, total, series }: Answer): Bar[] {
  const barOf = ({ text }: Answer['total']['values'][number]['cell'], label: string): Bar => ({
    label,
    value: Number.parseFloat(text ?? '0'),
    text: text ?? '—',
  })
  const [whole] = total.values
  if (series.length > 0) return series.flatMap(({ from }, i) => (whole?.series[i] ? [barOf(whole.series[i], from)] : []))
  return rows.slice(0, MOST).flatMap(({ label, values: [first] }) => (first ? [barOf(first.cell, label)] : []))
}
