import { countText, ErrorLine, LoadingRows } from '@huying/ui'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { Count, RateCell } from './Count.tsx'
import { DayChart } from './DayChart.tsx'
import { Notes, noteMark } from './Notes.tsx'
import { useBulletin, useDays } from './queries.ts'
import { Busiest, Hottest, Marked, WaysIn } from './Parts.tsx'
import type { Rate } from '@huying/core/measure/rounding'
import type { Bulletin, Identity, Open } from './types.ts'
import { UnitsTable } from './UnitsTable.tsx'

interface TabProps {
  month: string
  onOpen: Open
}

/** 月度运行情况: the sentence, the key figures, the units, with what every rate is made of below. */
export function BulletinTab({ month, onOpen }: TabProps) {
  const { data, error, isPending } = useBulletin(month)
  const { city } = useCatalogue()
  if (error) return <ErrorLine {...errorLine(error)} />
  if (isPending) return <LoadingRows />
  const [year, number] = month.split('-')
  return (
    <article className="fg-paper">
      <h1>
        {city.name} 12345 热线 {year} 年 {Number(number)} 月运行情况
      </h1>
      <p className="hy-mute">数据截至 {momentText(Date.parse(data.asOf))}，按受理月份统计，随办理情况变动</p>
      <Identities identities={data.identities} />
      {data.blocked ? (
        <p className="fg-blocked">勾稽关系不平，本期通报不能印发。请先核对上列明细。</p>
      ) : (
        <>
          <Sentence bulletin={data} onOpen={onOpen} />
          <KeyFigures bulletin={data} month={month} onOpen={onOpen} />
          <Busiest bulletin={data} onOpen={onOpen} />
          <UnitsTable month={month} onOpen={onOpen} />
          <WaysIn bulletin={data} onOpen={onOpen} />
          <Hottest bulletin={data} onOpen={onOpen} />
          <Marked bulletin={data} onOpen={onOpen} />
          <Notes bulletin={data} />
        </>
      )}
    </article>
  )
}

export function Identities({ identities }: { identities: readonly Identity[] }) {
  const broken = identities.filter(({ holds }) => !holds)
  if (broken.length === 0) return <p className="hy-mute fg-identities">勾稽核对 {identities.length} 项，全部相符</p>
  return (
    <ul className="fg-broken" role="alert">
      {broken.map(({ text, left, right }) => (
        <li key={text}>
          {text}：{countText(left)} ≠ {countText(right)}，相差 {countText(Math.abs(left - right))} 件
        </li>
      ))}
    </ul>
  )
}

function Sentence({ bulletin: { requests, contacts, orders, paper, period }, onOpen }: { bulletin: Bulletin; onOpen: Open }) {
  const figure = (name: string, title: string, count: number) => <Count opened={{ title, figure: name, count }} onOpen={onOpen} />
  return (
    <p className="fg-sentence">
      {Number(period.slice(5))} 月，全市热线接听群众来电 {figure('calls_answered', '接听来电', contacts.answered)} 通，受理群众诉求{' '}
      {figure('accepted', '受理诉求', requests.accepted)} 件，其中当场答复 {figure('answered', '当场答复', requests.answered)} 件，转办{' '}
      {figure('sent', '转办诉求', requests.sent)} 件，尚未分流 {figure('undecided', '尚未分流', requests.undecided)} 件；另有不予受理{' '}
      {figure('refused', '不予受理', requests.refused)} 件，转接 {figure('transferred', '转接', requests.transferred)} 件。诉求人撤回{' '}
      {figure('withdrawn', '诉求人撤回', requests.withdrawn)} 件，并入已有工单 {figure('merged', '并入已有工单', requests.merged)}{' '}
      件，新开工单 {figure('orders', '新开工单', orders.opened)} 件，已办结 {figure('closed', '已办结工单', orders.closed)}{' '}
      件。单位填报已解决 {figure('unit_solved', '单位填报已解决', paper.saidSolved)} 件，回访确认已解决{' '}
      {figure('solved', '回访确认已解决', paper.confirmed)} 件，疑似纸上办结 {figure('paper_closed', '疑似纸上办结', paper.suspected)} 件。
    </p>
  )
}

export function KeyFigures({ bulletin, month, onOpen }: { bulletin: Bulletin; month: string; onOpen: Open }) {
  const days = useDays(month)
  const rates: [string, Rate][] = [
    ['onTheSpot', bulletin.onTheSpot],
    ['onTime', bulletin.onTime],
    ['contacted', bulletin.contacted],
    ['solved', bulletin.solved],
    ['satisfied', bulletin.satisfied],
    ['visited', bulletin.visited],
    ['reached', bulletin.reached],
  ]
  return (
    <div className="fg-key">
      <dl>
        {rates.map(([name, rate]) => (
          <div key={name}>
            <dt>
              {rate.label}
              <sup>{noteMark(name)}</sup>
            </dt>
            <dd>
              <RateCell name={name} rate={rate} onOpen={onOpen} />
            </dd>
            <dd className="hy-mute">
              {countText(rate.numerator)} / {countText(rate.denominator)}
            </dd>
          </div>
        ))}
      </dl>
      {days.data && days.data.length > 1 && <DayChart days={days.data} />}
    </div>
  )
}
