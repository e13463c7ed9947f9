import { parseDay, weekdayName } from '@huying/core/calendar'
import { countText } from '@huying/ui'
import { Suspense, useMemo } from 'react'
import { type Bar, LazyChart } from './bars.ts'
import type { DayFigure } from './types.ts'

const HEIGHT = 120

/** 每日受理; weekends are lighter. The same numbers stand in the table that opens below. */
export function DayChart({ days, printed = false }: { days: readonly DayFigure[]; printed?: boolean }) {
  const oneMonth = days[0]?.day.slice(0, 7) === days.at(-1)?.day.slice(0, 7)
  const bars = useMemo(
    () =>
      days.map(({ day, accepted }): Bar => {
        const weekday = weekdayName(parseDay(day))
        return {
          label: oneMonth ? String(Number(day.slice(8))) : day.slice(5),
          title: `${day} ${weekday}`,
          value: accepted,
          text: `${countText(accepted)} 件`,
          pale: /[六日]$/.test(weekday),
        }
      }),
    [days, oneMonth],
  )
  const peak = days.reduce((best, one) => (one.accepted > best.accepted ? one : best), days[0] ?? { day: '', accepted: 0 })
  return (
    <figure className="fg-days">
      <figcaption>
        每日受理（件），浅色为周末
        <span>
          最高 {peak.day.slice(5)}，{countText(peak.accepted)} 件
        </span>
      </figcaption>
      <Suspense fallback={<div style={{ height: HEIGHT }} />}>
        <LazyChart bars={bars} upright height={HEIGHT} label={`每日受理件数，最高 ${peak.day} ${peak.accepted} 件`} />
      </Suspense>
      {!printed && (
        <details>
          <summary>逐日数字</summary>
          <table className="fg-table">
            <tbody>
              {bars.map(({ title, text }) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  <td>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  )
}
