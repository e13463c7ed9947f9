import { ConfirmAction, ErrorLine, Facts, LoadingRows } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { momentText, nowMs } from '../time.ts'
import { FirstPassword } from './FirstPassword.tsx'
import { type PersonAct, PersonForm } from './PersonForm.tsx'
import { PersonPosts } from './PersonPosts.tsx'
import { PEOPLE, type PersonAnswer } from './types.ts'

/** One person: posts, what is in hand, and what this administrator may do. */
export function PersonSide({ id }: { id: string }) {
  const client = useQueryClient()
  const person = useQuery({
    queryKey: [...PEOPLE, 'one', id],
    queryFn: ({ signal }) => get<PersonAnswer>(`/api/people/${id}`, undefined, signal),
  })
  const [act, setAct] = useState<PersonAct>()
  const [given, setGiven] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [error, setError] = useState<unknown>()
  if (person.error) {
    return (
      <aside className="bu-side">
        <ErrorLine {...errorLine(person.error)} />
      </aside>
    )
  }
  if (!person.data) {
    return (
      <aside className="bu-side">
        <LoadingRows rows={5} />
      </aside>
    )
  }
  const data = person.data
  const changed = async (word: string) => {
    setAct(undefined)
    setSaid(word)
    await client.invalidateQueries({ queryKey: PEOPLE })
  }
  const send = async (what: string, body: object, word: string) => {
    setError(undefined)
    try {
      const answer = await post<{ password?: string }>(`/api/people/${id}/${what}`, body)
      if (answer.password) setGiven(answer.password)
      await changed(word)
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <aside className="bu-side" aria-label={data.name}>
      <header>
        <h2>{data.name}</h2>
        <p className="hy-second">{said ?? `账号 ${data.login}`}</p>
      </header>
      <Known person={data} />
      {error !== undefined && <ErrorLine {...errorLine(error)} />}
      <PersonPosts person={data} onAct={setAct} onEnd={(body) => void send('posts/end', body, '岗位已收回')} />
      <InHand person={data} onAct={setAct} />
      <Account person={data} onAct={setAct} onSend={send} onClosed={() => changed('账号已关闭')} />
      {act && <PersonForm act={act} person={data} onDone={changed} onClose={() => setAct(undefined)} />}
      {given && <FirstPassword name={data.name} password={given} onClose={() => setGiven(undefined)} />}
    </aside>
  )
}

function Known({ person }: { person: PersonAnswer }) {
  const { unitName } = useCatalogue()
  const state =
    person.closed_at !== null
      ? `${momentText(person.closed_at)} 关闭`
      : person.locked_until !== null && person.locked_until > nowMs()
        ? `已锁定至 ${momentText(person.locked_until)}`
        : person.must_change
          ? '在用，尚未改初始密码'
          : '在用'
  return (
    <Facts
      items={[
        { label: '单位', value: unitName(person.unit) },
        { label: '联系电话', value: person.phone },
        { label: '状态', value: state },
        { label: '验证码', value: person.has_factor ? '已启用' : '未启用', note: person.factor_demanded ? '要求使用' : undefined },
      ]}
    />
  )
}

interface Part {
  person: PersonAnswer
  onAct: (act: PersonAct) => void
}

/** What is in hand; before an account closes all of it is handed on. */
function InHand({ person, onAct }: Part) {
  const { may } = useSession()
  const { held, handling, visits, drafts, count } = person.work
  return (
    <section>
      <h3>手上的件 {count}</h3>
      {count === 0 && <p className="hy-mute">没有领取、在办的件和草稿。</p>}
      <ul className="bu-list">
        {[...held, ...handling].slice(0, 6).map(({ id, no, number, title }) => (
          <li key={`${id} ${no ?? ''}`}>
            <span className="hy-mute">{number}</span>
            <span className="hy-cut">{title}</span>
          </li>
        ))}
      </ul>
      {held.length + handling.length > 6 && <p className="hy-mute">另有 {held.length + handling.length - 6} 件</p>}
      {drafts.length > 0 && <p className="hy-second">草稿 {drafts.length} 份</p>}
      {visits.length > 0 && <p className="hy-second">回访中 {visits.length} 件，未记录结果的 20 分钟后自动回到待回访</p>}
      {may.includes('account.hand_on') && count > 0 && (
        <div className="dk-row">
          <Button onClick={() => onAct('hand_on')}>全部交接</Button>
        </div>
      )}
    </section>
  )
}

const OVER_ACCOUNT: ReadonlySet<string> = new Set(['account.create', 'account.reset', 'account.demand', 'account.close'])

interface AccountProps extends Part {
  onSend: (what: string, body: object, word: string) => Promise<void>
  onClosed: () => Promise<void>
}

function Account({ person, onAct, onSend, onClosed }: AccountProps) {
  const { may, user } = useSession()
  const any = may.some((command) => OVER_ACCOUNT.has(command))
  if (!any || person.closed_at !== null || person.user_id === user) return null
  const locked = person.locked_until !== null && person.locked_until > nowMs()
  return (
    <section>
      <h3>账号</h3>
      <div className="dk-row">
        {may.includes('account.create') && <Button onClick={() => onAct('change')}>修改信息</Button>}
        {may.includes('account.reset') && <Button onClick={() => void onSend('reset-password', {}, '密码已重置')}>重置密码</Button>}
        {may.includes('account.reset') && locked && <Button onClick={() => void onSend('unlock', {}, '已解除锁定')}>解除锁定</Button>}
        {may.includes('account.reset') && person.has_factor && (
          <Button onClick={() => void onSend('reset-factor', {}, '动态验证码已重置')}>重置动态验证码</Button>
        )}
        {may.includes('account.demand') && (
          <Button
            onClick={() =>
              void onSend('demand-factor', { demanded: !person.factor_demanded }, person.factor_demanded ? '已取消要求' : '已要求使用')
            }
          >
            {person.factor_demanded ? '不再要求动态验证码' : '要求动态验证码'}
          </Button>
        )}
        {may.includes('account.close') && (
          <ConfirmAction
            label="关闭账号"
            title={`关闭${person.name}的账号？`}
            confirm="关闭账号"
            onConfirm={async () => {
              try {
                await post(`/api/people/${person.user_id}/close`)
                await onClosed()
                return undefined
              } catch (error) {
                return errorLine(error)
              }
            }}
          >
            岗位、委托和登录同时终止，账号不能再用；办过的件和记录保留。手上的件须先全部交接。
          </ConfirmAction>
        )}
      </div>
    </section>
  )
}
