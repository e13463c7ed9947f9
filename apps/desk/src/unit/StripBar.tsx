import { Go, rateText } from '@huying/ui'
import { leftText, useNow, weekText, timeText } from '../time.ts'
import { to, useGo } from '../where.ts'
import { type Strip, useStrip } from './rows.ts'

interface Cell {
  tab: string
  count: number
  label: string
}

const cellsOf = (strip: Strip, now: number): Cell[] => [
  {
    tab: 'to_sign',
    count: strip.to_sign,
    label: strip.first_sign === null ? '签收' : `签收，最早${leftText(strip.first_sign, now)}`,
  },
  { tab: 'due_today', count: strip.today, label: '今日到期' },
  { tab: 'overdue', count: strip.over, label: '已超期' },
  { tab: 'sent_back', count: strip.sent_back, label: '驳回待改' },
  { tab: 'contact', count: strip.contact, label: '联系诉求人' },
  { tab: 'next', count: strip.next, label: `${weekText(strip.nextDay, now)} 前到期` },
]

/** 今日必办 and what it is made of; the month so far at the right end. */
export function StripBar({ tab }: { tab: string }) {
  const { data } = useStrip()
  const now = useNow()
  const go = useGo()
  const cell = (key: string, href: string, children: React.ReactNode) => (
    <Go key={key} href={href} onGo={go} current={tab === key} className="un-cell">
      {children}
    </Go>
  )
  return (
    <section className="un-strip" aria-label="今日必办">
      {cell(
        'must',
        to('/unit'),
        <>
          <b>今日必办 {data ? `${data.must} 件` : ''}</b>
          <small>
            {weekText(now)} {timeText(now)}
          </small>
        </>,
      )}
      {data &&
        cellsOf(data, now).map(({ tab: key, count, label }) =>
          cell(
            key,
            to('/unit', { tab: key }),
            <>
              <b className={count === 0 ? 'un-none' : undefined}>{count}</b>
              <small>{label}</small>
            </>,
          ),
        )}
      {data && <Month strip={data} />}
    </section>
  )
}

function Month({ strip: { due, in_time: inTime, done, sent, returned } }: { strip: Strip }) {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return (
    <dl className="un-month">
      <div title={`到期 ${due} 件，按时 ${inTime} 件`}>
        <dd>{rateText(share(inTime, due))}</dd>
        <dt>本月按时办结率</dt>
      </div>
      <div title={`派来 ${sent} 件，申请退单 ${returned} 件`}>
        <dd>{rateText(share(returned, sent))}</dd>
        <dt>退单率</dt>
      </div>
      <div>
        <dd>{done} 件</dd>
        <dt>本月办结</dt>
      </div>
    </dl>
  )
}
