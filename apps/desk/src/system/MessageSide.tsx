import { Facts } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { type Message, receiver } from '../message/messages.ts'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'

export const MESSAGES = ['messages'] as const

/** One message: each stage with its time and reason, and sending it again. Its words are on the order's page, for those who work on it. */
export function MessageSide({ message, connected }: { message: Message; connected: boolean }) {
  const words = useCatalogue()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { number, label, stageLabel, why, attempts, course } = message
  return (
    <aside className="bu-side" aria-label={`${label} ${number}`}>
      <header>
        <h2>
          {label} {number}
        </h2>
        <p className="hy-second">{why ? `${stageLabel}：${why}` : stageLabel}</p>
      </header>
      <Facts
        items={[
          { label: '收信人', value: receiver(message, words) },
          { label: '尝试', value: `${attempts} 次` },
        ]}
      />
      <section>
        <h3>经过</h3>
        <ul className="bu-versions">
          {course.map((one, index) => (
            <li key={`${one.at} ${index}`}>
              <span className="hy-second hy-nowrap">{fullText(one.at)}</span>
              <span>
                {one.by ? `${one.by} 重发` : one.label}
                {one.why && <span className="hy-mute"> {one.why}</span>}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {message.resendable && !connected && <p className="hy-second">接入短信通道后可在此重发。</p>}
      {message.resendable && connected && !asking && (
        <div className="bu-do">
          <Button type="primary" onClick={() => setAsking(true)}>
            重发
          </Button>
        </div>
      )}
      {asking && (
        <AskForm
          asks={[{ key: 'why', label: '重发原因', kind: 'line', required: true, max: 200 }]}
          button="重发"
          takesFocus
          onClose={() => setAsking(false)}
          send={async ({ why: reason }) => {
            await post(`/api/messages/${message.id}/resend`, { why: reason })
            setAsking(false)
            await client.invalidateQueries({ queryKey: MESSAGES })
          }}
        >
          <p className="hy-second">按现在登记的号码和内容重新发送；原因记入审计。</p>
        </AskForm>
      )}
    </aside>
  )
}
