import { Go } from '@huying/ui'
import { momentText, dayText } from '../time.ts'
import { useCatalogue } from '../session.tsx'
import { CONTACT_RESULTS, RESOLUTION_WORDS } from '../words.ts'
import { orderHref, useGo } from '../where.ts'
import type { VisitAnswer } from './types.ts'

/** How an attempt ended, besides the reasons that the city lists. */
const ATTEMPT_WORDS: Readonly<Record<string, string>> = { connected: '接通', agreed: '约定再访' }

/** What was asked and what was answered, and the earlier calls: read in five seconds. */
export function CallItem({ view }: { view: VisitAnswer }) {
  const { unitName, unitShort, reasonName, categoryPath } = useCatalogue()
  const go = useGo()
  const { request, state, contacts } = view
  const reached = contacts.filter(({ result }) => result === 'connected')
  const { reply } = request
  const before = request.outcomes.filter(({ round }) => round < state.round)
  return (
    <div className="vs-matter">
      <h2>
        <Go href={orderHref(state.order)} onGo={go} className="hy-link">
          {request.number}
        </Go>{' '}
        {request.title}
      </h2>
      <p className="hy-mute">
        {[
          request.acceptedAt !== undefined && `${dayText(request.acceptedAt)} 反映`,
          categoryPath(request.category),
          state.round > 1 && `重办第 ${state.round - 1} 次`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="dp-read">{request.content}</p>
      {request.wants && <p className="hy-second">希望：{request.wants}</p>}
      {request.appended.map(({ at, text }) => (
        <p key={at} className="hy-second">
          {momentText(at)} 补充：{text}
        </p>
      ))}
      <h3>{unitName(state.unit)}的答复</h3>
      <p className="dp-read vs-reply">{reply?.text ?? '没有答复。'}</p>
      <p className="hy-mute">
        {reply && `${momentText(reply.at)} 答复`}
        {' · '}
        {reached.length > 0
          ? `单位登记接通 ${reached.length} 次，最近 ${momentText(reached.at(-1)?.at ?? 0)} ${unitShort(reached.at(-1)?.unit)}`
          : `单位没有接通记录${contacts.length > 0 ? `（${contacts.map(({ result }) => CONTACT_RESULTS[result]).join('、')}）` : ''}`}
      </p>
      {before.map(({ round, at, outcome }) => (
        <p key={round} className="hy-second">
          {momentText(at)} 上次回访：{outcome.solved ? RESOLUTION_WORDS[outcome.solved] : '是否解决未作答'}
        </p>
      ))}
      {state.attempts.length > 0 && (
        <p className="hy-second">
          已拨 {state.attempts.length} 次：
          {state.attempts
            .map(({ at, result }) => `${momentText(at)} ${ATTEMPT_WORDS[result] ?? reasonName('unreached', result)}`)
            .join('；')}
        </p>
      )}
    </div>
  )
}
