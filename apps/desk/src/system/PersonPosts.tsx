import { Button } from 'antd'
import { useCatalogue, useSession } from '../session.tsx'
import { momentText, nowMs } from '../time.ts'
import type { PersonAct } from './PersonForm.tsx'
import type { PersonAnswer } from './types.ts'
import { usePosts } from './usePosts.ts'

interface PersonPostsProps {
  person: PersonAnswer
  onAct: (act: PersonAct) => void
  onEnd: (body: { post: string; unit: string; from: number }) => void
}

/** 岗位 from–to, and who stands in for whom. */
export function PersonPosts({ person, onAct, onEnd }: PersonPostsProps) {
  const { may, user } = useSession()
  const { label } = usePosts()
  const { unitShort } = useCatalogue()
  const now = nowMs()
  const running = person.posts.filter(({ to_at }) => to_at === null || to_at > now)
  const past = person.posts.filter(({ to_at }) => to_at !== null && to_at <= now)
  const other = person.user_id !== user && person.closed_at === null
  const span = (from: number, to: number | null) => `${momentText(from)} 起${to === null ? '' : `，至 ${momentText(to)}`}`
  return (
    <section>
      <h3>岗位</h3>
      {running.length === 0 && <p className="hy-mute">没有岗位，不能登录。</p>}
      <ul className="bu-list">
        {running.map((held) => (
          <li key={`${held.post} ${held.unit} ${held.from_at}`}>
            <span>
              <b>{label(held.post)}</b>
              {held.stands_for && `（代${held.stands_for}）`} <span className="hy-mute">{unitShort(held.unit)}</span>
            </span>
            <span className="hy-mute">{span(held.from_at, held.to_at)}</span>
            {may.includes('account.assign_post') && other && (
              <button type="button" className="hy-link" onClick={() => onEnd({ post: held.post, unit: held.unit, from: held.from_at })}>
                收回
              </button>
            )}
          </li>
        ))}
        {person.lent.map((lent) => (
          <li key={`lent ${lent.post} ${lent.user_id} ${lent.from_at}`}>
            <span>
              {label(lent.post)} 委托 <b>{lent.name}</b> 代办
            </span>
            <span className="hy-mute">{span(lent.from_at, lent.to_at)}</span>
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details>
          <summary className="hy-second">以前的岗位 {past.length}</summary>
          <ul className="bu-list">
            {past.map((held) => (
              <li key={`${held.post} ${held.unit} ${held.from_at}`}>
                {label(held.post)} <span className="hy-mute">{span(held.from_at, held.to_at)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {other && (
        <div className="dk-row">
          {may.includes('account.assign_post') && <Button onClick={() => onAct('grant')}>授予岗位</Button>}
          {may.includes('account.hand_on') && running.some(({ stand_in }) => stand_in === null) && (
            <Button onClick={() => onAct('lend')}>委托代办</Button>
          )}
        </div>
      )}
    </section>
  )
}
