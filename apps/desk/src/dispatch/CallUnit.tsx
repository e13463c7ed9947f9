import { ErrorLine, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { useCallNote, useReminders } from './reminders.ts'

interface CallUnitProps {
  unit: string
  /** The order one is at, and all that the unit has not signed. */
  order: string
  orders: readonly string[]
  onSaid: (word: string) => void
}

/** 电话催签: the unit's people with their numbers, one click for what came of the call, the calls before and the short messages. */
export function CallUnit({ unit, order, orders, onSaid }: CallUnitProps) {
  const { unitShort } = useCatalogue()
  const { signersOf, callsOf, messagesOf } = useReminders()
  const { record, busy, error } = useCallNote()
  const people = signersOf(unit)
  const calls = callsOf(order)
  const messages = messagesOf(order)
  const note = async (reached: boolean) => {
    if (await record(orders, reached)) onSaid(`已登记电话催签${unitShort(unit)}，${reached ? '接通' : '未接通'}，${orders.length} 件`)
  }
  useKeys({ T: () => void note(true), W: () => void note(false) })
  return (
    <section aria-label="电话催签">
      <h3>电话催签</h3>
      {people.length === 0 && <p className="hy-mute">该单位没有登记签收人，请业务管理员补录。</p>}
      <ul className="dp-signers">
        {people.map(({ name, label, phone }) => (
          <li key={`${label} ${name}`}>
            <span>
              {name} <span className="hy-mute">{label}</span>
            </span>
            {phone ? <b className="hy-nowrap">{phone}</b> : <span className="hy-mute">未登记电话</span>}
          </li>
        ))}
      </ul>
      <div className="dp-form-do dp-call-do">
        <Button size="small" disabled={busy} onClick={() => void note(true)}>
          已接通，记 {orders.length} 件<KeyCap>T</KeyCap>
        </Button>
        <Button size="small" disabled={busy} onClick={() => void note(false)}>
          未接通
          <KeyCap>W</KeyCap>
        </Button>
      </div>
      {error && <ErrorLine {...error} />}
      {calls.length > 0 && (
        <ul className="dp-before">
          {calls.slice(0, 3).map((call) => (
            <li key={call.at}>
              {momentText(call.at)} 电话催签，<b>{call.reached ? '接通' : '未接通'}</b>
              <span className="hy-mute"> {call.by}</span>
            </li>
          ))}
          {calls.length > 3 && <li className="hy-mute">共催 {calls.length} 次</li>}
        </ul>
      )}
      {messages.length > 0 && (
        <ul className="dp-before">
          {messages.map(({ at, name, label, why }) => (
            <li key={`${at} ${name}`}>
              {momentText(at)} 短信催签，<b>{label}</b>
              <span className="hy-mute"> {[name, why].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
