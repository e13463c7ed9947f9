import { countText } from '@huying/ui'
import type { ReactNode } from 'react'
import { Count, RateCell } from './Count.tsx'
import { Shares } from './Shares.tsx'
import type { Bulletin, Desk, Open } from './types.ts'

interface PartProps {
  bulletin: Bulletin
  onOpen: Open
}

/** 诉求途径、网上渠道、来电处置结果: how what was accepted came in. */
export function WaysIn({ bulletin: { media, phone, online, contacts }, onOpen }: PartProps) {
  return (
    <div className="fg-columns">
      <div>
        <Shares title="诉求途径" dimension="medium" figure="accepted" rows={media} onOpen={onOpen} />
        <p className="hy-second">
          电话受理{' '}
          <Count
            opened={{ title: '电话受理', figure: 'accepted', dimension: 'medium', key: 'phone', count: phone.count }}
            onOpen={onOpen}
          />{' '}
          件，占受理 {phone.percent ?? '—'}
        </p>
      </div>
      <Shares
        title={`网上渠道 ${countText(online.total)} 件`}
        dimension="channel"
        figure="accepted"
        rows={online.channels}
        onOpen={onOpen}
      />
      <Shares title="来电处置结果" dimension="disposition" figure="contacts" rows={contacts.dispositions} onOpen={onOpen} />
    </div>
  )
}

/** 诉求类型、热点事项, with what the first ones make together and how equals were put in order. */
export function Hottest({ bulletin: { types, topics, topicsTop, topicsRule }, onOpen }: PartProps) {
  const title = topicsTop.label
  return (
    <div className="fg-columns">
      <Shares title="诉求类型" dimension="type" figure="accepted" rows={types} onOpen={onOpen} />
      <div>
        <Shares title="热点事项" dimension="category" figure="accepted" rows={topics} onOpen={onOpen} />
        <p className="hy-second">
          {title} {topicsTop.percent ?? '—'}（
          <Count
            opened={{
              ...{ title: `热点事项${title}`, figure: 'accepted', dimension: 'category', key: topics.map(({ code }) => code).join(',') },
              ...{ count: topicsTop.numerator, of: topicsTop },
            }}
            onOpen={onOpen}
          />{' '}
          / {countText(topicsTop.denominator)}）。{topicsRule}。
        </p>
      </div>
    </div>
  )
}

/** 承办量集中度: the first units, and all the others together. */
export function Busiest({ bulletin: { units, unitsTop, unitsRest, unitsRule }, onOpen }: PartProps) {
  const top = topOf(units, unitsTop.numerator)
  if (units.length === 0) return null
  const where = { figure: 'orders', dimension: 'unit' }
  return (
    <p className="hy-second">
      承办量{unitsTop.label} {unitsTop.percent ?? '—'}（
      <Count
        opened={{ title: `承办量${unitsTop.label}`, ...where, key: top.join(','), count: unitsTop.numerator, of: unitsTop }}
        onOpen={onOpen}
      />{' '}
      / {countText(unitsTop.denominator)}），其余{' '}
      <Count opened={{ title: '其余单位承办的工单', ...where, except: top.join(','), count: unitsRest.count }} onOpen={onOpen} /> 件，占{' '}
      {unitsRest.percent ?? '—'}。{unitsRule}。
    </p>
  )
}

/** The first of the list that together are so many. */
function topOf(units: Bulletin['units'], together: number): string[] {
  const out: string[] = []
  let sum = 0
  for (const { code, count } of units) {
    if (sum >= together) break
    out.push(code)
    sum += count
  }
  return out
}

/** 专项、专席: how much was marked, of which level, and how its orders were done. */
export function Marked({ bulletin: { campaigns, desks }, onOpen }: PartProps) {
  return (
    <>
      <Desks title="专项" rows={campaigns} onOpen={onOpen} />
      <Desks title="专席" rows={desks} onOpen={onOpen} />
    </>
  )
}

function Desks({ title, rows, onOpen }: { title: string; rows: readonly Desk[]; onOpen: Open }) {
  if (rows.length === 0) return null
  return (
    <table className="fg-table fg-units fg-desks">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">受理（件）</th>
          <th scope="col">占受理</th>
          <th scope="col">已办结</th>
          <th scope="col">办结按时率</th>
          <th scope="col">按时/办结</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap(({ code, label, count, percent, closed, closedInTime, levels }) => [
          <DeskRow key={code} code={code} label={label} count={count} percent={percent} onOpen={onOpen}>
            <td>
              <Count
                opened={{ title: `${label} · 已办结工单`, figure: 'closed', dimension: 'mark', key: code, count: closed }}
                onOpen={onOpen}
              />
            </td>
            <td>
              <RateCell
                name="closed-on-time-rate"
                rate={closedInTime}
                where={{ dimension: 'mark', key: code }}
                of={label}
                onOpen={onOpen}
              />
            </td>
            <td className="hy-mute">
              {countText(closedInTime.numerator)}/{countText(closedInTime.denominator)}
            </td>
          </DeskRow>,
          ...levels.map((level) => (
            <DeskRow
              key={level.code}
              code={level.code}
              label={`其中：${level.label}`}
              count={level.count}
              percent={level.percent}
              onOpen={onOpen}
            >
              <td colSpan={3} />
            </DeskRow>
          )),
        ])}
      </tbody>
    </table>
  )
}

interface DeskRowProps {
  code: string
  label: string
  count: number
  percent: string | null
  onOpen: Open
  children: ReactNode
}

function DeskRow({ code, label, count, percent, onOpen, children }: DeskRowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <Count opened={{ title: label, figure: 'accepted', dimension: 'mark', key: code, count }} onOpen={onOpen} />
      </td>
      <td>{percent ?? '—'}</td>
      {children}
    </tr>
  )
}
