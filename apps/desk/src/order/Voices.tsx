import { ClockBadge, Masked } from '@huying/ui'
import { useState } from 'react'
import { ApiError, errorLine, post } from '../api.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { runningBadge } from '../clock.ts'
import { momentText, useNow } from '../time.ts'
import { REQUEST_WORDS } from '../words.ts'
import type { Member, OrderAnswer } from './types.ts'

interface Revealed {
  name?: string
  number?: string
}

/** 138 0000 0645, as it is dialled. */
const spaced = (number: string) => (/^1\d{10}$/.test(number) ? `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}` : number)

/** People of a unit that has signed see the number of its order without being asked why; the look is journalled all the same. */
function useMayAsk(order: OrderAnswer): boolean {
  const { actor } = useSession()
  return order.state.assignments.some(({ unit, signedAt }) => unit === actor.unit && signedAt !== undefined)
}

/** 诉求: every voice of the order with its own person, answer and call-back. */
export function Voices({ order }: { order: OrderAnswer }) {
  const { members } = order
  const now = useNow()
  return (
    <section className="or-block" aria-label="诉求">
      <h2>
        诉求 <span>{members.length > 1 ? `${members.length} 件，各自答复、各自回访` : '1 件'}</span>
      </h2>
      <ul className="or-voices">
        {members.map((member) => (
          <li key={member.id}>
            <div className="or-voice-head">
              <Person member={member} order={order} />
              {member.answerBy !== undefined && member.stage === 'linked' && (
                <Due from={member.acceptedAt} due={member.answerBy} now={now} />
              )}
              {member.stage !== 'linked' && <span className="hy-second">{REQUEST_WORDS[member.stage]}</span>}
            </div>
            <Words member={member} alone={members.length === 1} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Due({ from, due, now }: { from: number; due: number; now: number }) {
  const { text, ...badge } = runningBadge(from, due, now)
  return (
    <ClockBadge {...badge} reason="答复诉求人的时限">
      {text}
    </ClockBadge>
  )
}

function Person({ member, order }: { member: Member; order: OrderAnswer }) {
  const isFree = useMayAsk(order)
  const [owesReason, setOwesReason] = useState(!isFree)
  const { person, confidential, shareNumber, number } = member
  if (!person) return <span>{confidential ? '保密，承办单位看不到诉求人' : '匿名'}</span>
  const shown = [person.name ?? '未留姓名', person.number].filter(Boolean).join(' ')
  const secret = confidential && <span className="hy-chip">保密</span>
  if (!shareNumber && !person.number) {
    return (
      <span>
        {shown} {secret} <span className="hy-mute">不提供号码，可请中心代问</span>
      </span>
    )
  }
  const reveal = async (why?: string) => {
    try {
      const full = await post<Revealed>(`/api/orders/${order.id}/members/${member.id}/reveal`, why === undefined ? {} : { why })
      return { value: [full.name ?? '未留姓名', full.number && spaced(full.number)].filter(Boolean).join(' ') }
    } catch (error) {
      // Past the hour's number of looks the server wants a reason: the next click asks for it.
      if (error instanceof ApiError && error.code === 'missing') setOwesReason(true)
      return { error: errorLine(error) }
    }
  }
  return (
    <span>
      <Masked key={member.id} value={shown} label={`诉求 ${number} 的诉求人`} askReason={owesReason} onReveal={reveal} />
      {person.company && <span className="hy-mute"> {person.company}</span>} {secret}
    </span>
  )
}

function Words({ member, alone }: { member: Member; alone: boolean }) {
  const words = useCatalogue()
  const { number, content, wants, appended, urges, channel, acceptedAt, reply } = member
  return (
    <>
      <p className="or-words">{content}</p>
      {wants && <p className="hy-second">希望：{wants}</p>}
      {appended.map(({ at, text }) => (
        <p key={at} className="or-words">
          <span className="hy-mute">补充 {momentText(at)}　</span>
          {text}
        </p>
      ))}
      {reply && !alone && <p className="hy-second">已答复：{reply.text}</p>}
      <p className="hy-mute or-voice-foot">
        {number} · {words.channelName(channel)} · {momentText(acceptedAt)} 受理{urges > 0 && ` · 催办 ${urges} 次`}
      </p>
    </>
  )
}
