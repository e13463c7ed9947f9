import { BrandMark, ErrorLine, type ErrorLineProps, Field } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiError, errorLine, get, post } from '../api.ts'
import type { Me } from '../session.tsx'
import { DEMO_PASSWORD, type DemoAccount, DemoAccounts } from './DemoAccounts.tsx'

export interface LoginPageProps {
  /** The session ran out while this person was at work; the page below keeps what was typed. */
  again?: Me
  onDone: () => unknown
}

export function LoginPage({ again, onDone }: LoginPageProps) {
  const [login, setLogin] = useState(again?.login ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLDialogElement>(null)
  const demo = useQuery({ queryKey: ['demo-accounts'], queryFn: () => get<DemoAccount[]>('/api/demo-accounts'), staleTime: Infinity })
  useEffect(() => {
    if (again) box.current?.showModal()
    else document.title = '登录 · 呼应'
  }, [again])

  const enter = async (name: string, secret: string) => {
    if (!name.trim() || !secret) return setError({ what: `请填写${name.trim() ? '密码' : '账号'}` })
    setBusy(true)
    setError(undefined)
    try {
      await post('/api/login', { login: name.trim(), password: secret, ...(needsCode && code ? { code } : {}) })
      if (again && again.login !== name.trim()) window.location.reload()
      else await onDone()
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
  const form = (
    <form className="dk-login-form" onSubmit={submit}>
      <h1>{again ? '登录已过期，请重新登录' : '登录'}</h1>
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
