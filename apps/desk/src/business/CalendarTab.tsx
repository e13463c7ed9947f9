import { ErrorLine, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { ApiError, errorLine, post, ruleText } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useSession } from '../session.tsx'
import { momentText } from '../time.ts'
import { ASSUMED, type CalendarAnswer, type Recalculation, type Setting } from './types.ts'
import { useBusiness } from './useBusiness.ts'

/** 10-01 10-02 … of one year; days of another year in full. */
function Days({ days = [], year }: { days?: readonly string[]; year: string }) {
  if (days.length === 0) return <>无</>
  return (
    <span className="bu-days">
      {days.map((day) => (
        <span key={day}>{day.startsWith(year) ? day.slice(5) : day}</span>
      ))}
    </span>
  )
}

/** '2027-01-01、2027-01-02' as people write them: any separator. */
const daysOf = (text: string | undefined): string[] => text?.match(/20\d{2}-\d{2}-\d{2}/g) ?? []

/** 日历: what counts as a working day; years without an arrangement are provisional, and so are deadlines in them. */
export function CalendarTab() {
  const calendar = useBusiness<CalendarAnswer>('calendar', ({ recalculations }) => recalculations.some(isRunning))
  const { may } = useSession()
  const [year, setYear] = useState<string>()
  if (calendar.error) return <ErrorLine {...errorLine(calendar.error)} />
  if (!calendar.data) return <LoadingRows />
  const { years, dayEnds, countsFirstDay, extraHolidays, extraWorkdays, recalculations } = calendar.data
  const mark = ({ assumed }: Setting<unknown>) => (assumed ? ` ${ASSUMED}` : '')
  return (
    <div className="bu-scroll">
      <p className="bu-lead">
        到期时刻 <b>{dayEnds.value}</b>
        <span className="hy-mute">{mark(dayEnds)}</span>；收到当日<b>{countsFirstDay.value ? '计入' : '不计入'}</b>
        <span className="hy-mute">{mark(countsFirstDay)}</span>。本市另行放假：
        {extraHolidays.map(({ day, label }) => `${day} ${label}`).join('、') || '无'}；另行上班：
        {extraWorkdays.map(({ day, label }) => `${day} ${label}`).join('、') || '无'}。
      </p>
      <table className="bu-table">
        <thead>
          <tr>
            <th>年份</th>
            <th>放假</th>
            <th>调休上班</th>
            <th>出处</th>
            <th aria-label="操作" />
          </tr>
        </thead>
        <tbody>
          {years.map((one) => (
            <tr key={one.year}>
              <th>{one.year}</th>
              {one.provisional ? (
                <td colSpan={3} className="hy-mute">
                  放假安排未公布，涉及该年的时限为暂定
                </td>
              ) : (
                <>
                  <td>
                    <Days days={one.holidays} year={one.year} />
                  </td>
                  <td>
                    <Days days={one.workdays} year={one.year} />
                  </td>
                  <td>{ruleText(one.source, undefined)}</td>
                </>
              )}
              <td>
                {may.includes('pack.edit') && (
                  <Button size="small" onClick={() => setYear(one.year)}>
                    {one.provisional ? '录入' : '修改'}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {recalculations.length > 0 && (
        <section aria-live="polite">
          <h2>暂定时限重算</h2>
          <ul className="bu-recounts">
            {recalculations.map((one) => (
              <li key={one.version}>
                {momentText(one.at)} {one.by} 录入 {one.years.join('、')} 年放假安排（第 {one.version} 版）：{doneText('工单', one.orders)}
                ，{doneText('诉求', one.requests)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {year && (
        <Dialog title={`${year} 年放假安排`} wide onClose={() => setYear(undefined)}>
          <AskForm
            asks={[
              {
                key: 'holidays',
                label: '放假日期',
                kind: 'area',
                required: true,
                rows: 4,
                hint: '含落在周末的，写全年月日，如 2027-01-01，用顿号或换行隔开',
              },
              { key: 'workdays', label: '调休上班日期', kind: 'area', rows: 2 },
              { key: 'title', label: '通知标题', kind: 'line', required: true, max: 100 },
            ]}
            initial={initialOf(years.find((one) => one.year === year))}
            button="发布"
            onClose={() => setYear(undefined)}
            send={async ({ holidays, workdays, title }) => {
              const days = daysOf(holidays)
              if (days.length === 0)
                throw new ApiError({ code: 'invalid', message: '没有读出日期，请按 2027-01-01 的写法填写', field: 'holidays' }, 0)
              await post('/api/business/years', { year, holidays: days, workdays: daysOf(workdays), title })
              setYear(undefined)
              await calendar.changed()
            }}
          >
            <p className="hy-second">
              以国务院办公厅通知为准。首次录入后，未办结的诉求和工单凡时限暂定的，自动重算并在经过中写明原截止、新截止；已办结的不变。
            </p>
          </AskForm>
        </Dialog>
      )}
    </div>
  )
}

const isRunning = ({ orders, requests }: Recalculation) => orders.left > orders.failed || requests.left > requests.failed
/** 工单已重算 118 / 120 件，2 件未成、系统将再试. */
const doneText = (what: string, { total, left, failed }: Recalculation['orders']) =>
  total === 0 ? `没有须重算的${what}` : `${what}已重算 ${total - left} / ${total} 件${failed > 0 ? `（${failed} 件未成，系统将再试）` : ''}`

const initialOf = (one: CalendarAnswer['years'][number] | undefined): Record<string, string> => ({
  holidays: one?.holidays?.join('、') ?? '',
  workdays: one?.workdays?.join('、') ?? '',
  title: one?.source?.title ?? '',
})
