import { BrandMark, ErrorLine, type ErrorLineProps, Field } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiError, errorLine, get, post } from '../api.ts'
import type { Me } from '../session.tsx'
import { momentText } from '../time.ts'
import { DEMO_PASSWORD, type DemoAccount, DemoAccounts } from './DemoAccounts.tsx'

/** A sign-in of the same account that ended because this one began. */
interface Ended {
  address: string | null
  since: number
}
/** What whoever has not signed in yet is told (server/src/session.ts). */
const FIRST = '请先登录'

export interface LoginPageProps {
  /** The session ran out while this person was at work; the page below keeps what was typed. */
  again?: Me
  /** What the server said of the session that ended; nothing new to whoever comes for the first time. */
  why?: string
  onDone: () => unknown
}

export function LoginPage({ again, why, onDone }: LoginPageProps) {
  const [login, setLogin] = useState(again?.login ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()
  const [busy, setBusy] = useState(false)
  const [ended, setEnded] = useState<Ended[]>([])
  const box = useRef<HTMLDialogElement>(null)
  const demo = useQuery({ queryKey: ['demo-accounts'], queryFn: () => get<DemoAccount[]>('/api/demo-accounts'), staleTime: Infinity })
  useEffect(() => {
    if (again) box.current?.showModal()
    else document.title = '登录 · 呼应'
  }, [again])

  const goOn = async (name: string) => {
    if (again && again.login !== name.trim()) window.location.reload()
    else await onDone()
  }
  const enter = async (name: string, secret: string) => {
    if (!name.trim() || !secret) return setError({ what: `请填写${name.trim() ? '密码' : '账号'}` })
    setBusy(true)
    setError(undefined)
    try {
      const entered = await post<{ ended: Ended[] }>('/api/login', {
        login: name.trim(),
        password: secret,
        ...(needsCode && code ? { code } : {}),
      })
      if (entered.ended.length) setEnded(entered.ended)
      else await goOn(name)
    } catch (problem) {
      // The password fits and a second factor is enrolled: one more field, and no reproach the first time.
      const wantsCode = problem instanceof ApiError && problem.field === 'code'
      setError(wantsCode && !needsCode ? undefined : errorLine(problem))
      setNeedsCode(needsCode || wantsCode)
      setCode('')
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(login, password)
  }
  const form = ended.length ? (
    <EndedNotice ended={ended} onDone={() => void goOn(login)} />
  ) : (
    <form className="dk-login-form" onSubmit={submit}>
      <h1>{again ? '登录已过期，请重新登录' : '登录'}</h1>
      {why && why !== FIRST && <p>{why}</p>}
      {again && <p className="hy-second">本页填写的内容还在，登录后可以继续。</p>}
      <Field label="账号">
        {(control) => (
          <input
            {...control}
            className="hy-input"
            value={login}
            readOnly={again !== undefined}
            autoComplete="username"
            autoFocus={!again}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label="密码">
        {(control) => (
          <input
            {...control}
            className="hy-input"
            type="password"
            value={password}
            autoComplete="current-password"
            autoFocus={again !== undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {needsCode && (
        <Field label="验证码" hint="身份验证器中显示的 6 位数字">
          {(control) => (
            <input
              {...control}
              className="hy-input"
              inputMode="numeric"
              maxLength={6}
              value={code}
              autoComplete="one-time-code"
              autoFocus
              onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
      )}
      {error && <ErrorLine {...error} />}
      <Button type="primary" htmlType="submit" disabled={busy} block>
        登录
      </Button>
      {!again && <p className="hy-second">忘记密码请联系本单位管理员或系统管理员重置。</p>}
    </form>
  )
  if (again) {
    return (
      <dialog ref={box} className="dk-dialog" onCancel={(event) => event.preventDefault()}>
        {form}
      </dialog>
    )
  }
  return (
    <main className="dk-login">
      <header>
        <BrandMark />
        <b>呼应</b>
        <span>12345 政务服务便民热线平台</span>
      </header>
      <div className="dk-login-body">
        {form}
        {demo.data && demo.data.length > 0 && (
          <DemoAccounts
            accounts={demo.data}
            disabled={busy}
            onEnter={(account) => {
              setLogin(account.login)
              void enter(account.login, DEMO_PASSWORD)
            }}
          />
        )}
      </div>
    </main>
  )
}

/** Said once, before the desk opens: whoever did not sign in there himself has to know. */
function EndedNotice({ ended, onDone }: { ended: readonly Ended[]; onDone: () => void }) {
  return (
    <div className="dk-login-form">
      <h1>已登录</h1>
      {ended.map(({ address, since }) => (
        <p key={since}>
          同时登录的地方已达上限，最早的一处（{address ?? '地址不明'}，{momentText(since)} 登录）已退出。
        </p>
      ))}
      <p className="hy-second">那一处如不是您本人，请进入“我的账号”立即修改密码。</p>
      <Button type="primary" autoFocus onClick={onDone} block>
        知道了
      </Button>
    </div>
  )
}
