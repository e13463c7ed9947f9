import { ClockBadge, Facts, Go } from '@huying/ui'
import { ruleText } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { dueText, leftText, momentText, useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { RESOLUTION_WORDS } from '../words.ts'
import type { CourseAnswer, RequestState } from './types.ts'

/** What came of it: the answer, the refusal or where it went, the call-backs. */
export function Outcome({ state, course }: { state: RequestState; course?: CourseAnswer }) {
  const words = useCatalogue()
  const go = useGo()
  const { answer, refusal, transfer, reply, imported } = state
  const link = state.links.at(-1)
  return (
    <section className="rq-block" aria-label="办理情况">
      <h2>办理情况</h2>
      {course?.clock && <AnswerBy clock={course.clock} />}
      {link && (
        <p>
          {words.term('order', '工单')}{' '}
          <Go href={orderHref(link.order)} onGo={go}>
            {link.number}
          </Go>
          {link.to !== undefined && <span className="hy-mute">（已拆出）</span>}
        </p>
      )}
      {answer && <Told title={`当场答复 · ${answer.by} ${momentText(answer.at)}`} text={answer.text} />}
      {imported?.reply && <Told title="历史件的答复" text={imported.reply} />}
      {refusal && (
        <Facts
          items={[
            { label: '不予受理', value: words.reasonName('refusal', refusal.reason), note: `${refusal.by} ${momentText(refusal.at)}` },
            { label: '告知渠道', value: refusal.told },
            ...(refusal.note ? [{ label: '说明', value: refusal.note }] : []),
          ]}
        />
      )}
      {transfer && <Facts items={[{ label: '转接至', value: transfer.to, note: momentText(transfer.at) }]} />}
      {reply && (
        <Told title={`${words.unitName(reply.unit)}答复 · ${RESOLUTION_WORDS[reply.solved]} · ${momentText(reply.at)}`} text={reply.text} />
      )}
      {state.outcomes.map(({ visit, at, reached, outcome }) => (
        <p key={visit} className="hy-second">
          {momentText(at)} 回访：
          {reached
            ? [
                outcome.solved && RESOLUTION_WORDS[outcome.solved],
                words.scale.find(({ code }) => code === outcome.satisfied)?.label ?? '满意度未答',
              ]
                .filter(Boolean)
                .join('，')
            : '未联系上'}
        </p>
      ))}
      {!answer && !refusal && !transfer && !reply && !link && !imported && <p className="hy-mute">还没有答复，也没有转办。</p>}
    </section>
  )
}

function Told({ title, text }: { title: string; text: string }) {
  return (
    <div className="rq-told">
      <h3>{title}</h3>
      <p className="rq-words">{text}</p>
    </div>
  )
}

/** The person's own clock for being answered, explained line by line. */
function AnswerBy({ clock }: { clock: NonNullable<CourseAnswer['clock']> }) {
  const now = useNow()
  const from = clock.lines[0]?.at ?? now
  const stopped = clock.stoppedAt !== undefined
  const level = clock.level === 'stopped' ? 'normal' : clock.level
  const used = stopped ? 1 : Math.min(1, Math.max(0, (now - from) / (clock.due - from || 1)))
  return (
    <details className="rq-clock">
      <summary>
        <ClockBadge level={level} used={used}>
          {stopped
            ? `答复${(clock.stoppedAt ?? 0) > clock.due ? '超期' : '按时'}（应于 ${dueText(clock.due)}）`
            : `应于 ${dueText(clock.due)} 前答复诉求人 · ${leftText(clock.due, now)}`}
        </ClockBadge>
      </summary>
      <ul>
        {clock.lines.map((line) => (
          <li key={`${line.at} ${line.text}`}>
            {momentText(line.at)} {line.text}
            {line.source && <span className="hy-mute"> {ruleText(line.source, line.source.assumed)}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
