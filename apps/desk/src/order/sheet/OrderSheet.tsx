import { useCatalogue } from '../../session.tsx'
import { fullText, momentText } from '../../time.ts'
import { ASSIGNMENT_WORDS, ORDER_WORDS, RESOLUTION_WORDS, ROLE_WORDS } from '../../words.ts'
import { closing } from '../ClockSide.tsx'
import { courseOf } from '../course.ts'
import type { OrderAnswer } from '../types.ts'

/** 工单 on paper. */
export function OrderSheet({ order }: { order: OrderAnswer }) {
  const words = useCatalogue()
  const { state, members } = order
  const place = [words.placeName(state.place.region), state.place.text].filter(Boolean).join(' ')
  const shares = state.assignments.filter(({ round, stage }) => round === state.rounds.length && stage !== 'moved' && stage !== 'recalled')
  const reply = shares.find(({ role }) => role === 'lead')?.replies.at(-1)
  return (
    <>
      <h1>
        {words.city.centre}
        {words.term('order', '工单')}
      </h1>
      <table>
        <tbody>
          <tr>
            <th>编号</th>
            <td>{state.number}</td>
            <th>状态</th>
            <td>{ORDER_WORDS[state.stage]}</td>
          </tr>
          <tr>
            <th>类型</th>
            <td>{words.typeName(state.type)}</td>
            <th>事项</th>
            <td>{words.categoryPath(state.category)}</td>
          </tr>
          <tr>
            <th>来源</th>
            <td>{words.channelName(state.channel)}</td>
            <th>受理时间</th>
            <td>{members[0] ? fullText(members[0].acceptedAt) : ''}</td>
          </tr>
          <tr>
            <th>标题</th>
            <td colSpan={3}>{state.title}</td>
          </tr>
          <tr>
            <th>地点</th>
            <td colSpan={3}>{place}</td>
          </tr>
          {members.map((member) => (
            <tr key={member.id}>
              <th>诉求 {member.number}</th>
              <td colSpan={3} className="sh-text">
                <p>诉求人：{member.person ? [member.person.name ?? '未留姓名', member.person.number].filter(Boolean).join(' ') : '保密'}</p>
                {member.content}
                {member.wants && <p>希望：{member.wants}</p>}
                {member.appended.map(({ at, text }) => (
                  <p key={at}>
                    补充（{momentText(at)}）：{text}
                  </p>
                ))}
              </td>
            </tr>
          ))}
          {shares.map((share) => {
            const clock = closing(order, share.no)
            return (
              <tr key={share.no}>
                <th>{ROLE_WORDS[share.role]}</th>
                <td>{words.unitName(share.unit)}</td>
                <td>{ASSIGNMENT_WORDS[share.stage]}</td>
                <td>{clock ? `截止 ${fullText(clock.due)}` : ''}</td>
              </tr>
            )
          })}
          {reply && (
            <>
              <tr>
                <th>答复诉求人</th>
                <td colSpan={3} className="sh-text">
                  {reply.public}
                </td>
              </tr>
              <tr>
                <th>办理情况</th>
                <td colSpan={3} className="sh-text">
                  {reply.internal}
                  <p>
                    {reply.isTrue ? '属实' : '不属实'}，{RESOLUTION_WORDS[reply.solved]}
                  </p>
                </td>
              </tr>
            </>
          )}
        </tbody>
      </table>
      <h2>经过</h2>
      <ol className="sh-course">
        {courseOf(order, words, true)
          .flatMap(({ label, items }) => items.map((item) => ({ label, item })))
          .reverse()
          .map(({ label, item }) => (
            <li key={item.key}>
              {label} {item.time}　{item.title}
              {item.rest}
              {item.detail && `（${String(item.detail)}）`}
            </li>
          ))}
      </ol>
    </>
  )
}
