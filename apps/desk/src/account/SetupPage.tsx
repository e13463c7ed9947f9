/** 首次设置: names the first administrators of an empty centre, each a person of his own. */
import { BrandMark, ErrorLine, type ErrorLineProps, Field } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError, errorLine, get, post } from '../api.ts'

interface Setup {
  centre: string
  posts: { code: string; label: string; about?: string }[]
}
interface Person {
  name: string
  login: string
  password: string
}
const FIELDS = [
  { key: 'name', label: '姓名', type: 'text' },
  { key: 'login', label: '账号', type: 'text' },
  { key: 'password', label: '密码', type: 'password' },
] as const
const nobody: Person = { name: '', login: '', password: '' }

export function SetupPage({ token }: { token: string }) {
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<Setup>('/api/setup', { token }), retry: false, staleTime: Infinity })
  const [people, setPeople] = useState<Record<string, Person>>({})
  const [error, setError] = useState<ErrorLineProps & { field?: string }>()
  const [busy, setBusy] = useState(false)
  const posts = setup.data?.posts ?? []
  const of = (code: string) => people[code] ?? nobody

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    post('/api/setup', { token, people: posts.map(({ code }) => ({ post: code, ...of(code) })) })
      .then(() => window.location.assign(import.meta.env.BASE_URL))
      .catch((problem: unknown) => {
        setError({ ...errorLine(problem), field: problem instanceof ApiError ? problem.field : undefined })
        setBusy(false)
      })
  }
  return (
    <main className="dk-login">
      <header>
        <BrandMark />
        <b>呼应</b>
        <span>{setup.data?.centre ?? '12345 政务服务便民热线平台'}</span>
      </header>
      <div className="dk-login-body">
        {setup.error ? (
          <ErrorLine {...errorLine(setup.error)} />
        ) : (
          <form className="dk-login-form" onSubmit={submit}>
            <h1>首次设置</h1>
            <p className="hy-second">
              系统、安全、审计三员分立，须由三个人分别担任。其他人员的账号由系统管理员建立，岗位由安全管理员授予。
            </p>
            {posts.map(({ code, label, about }, i) => (
              <fieldset key={code}>
                <legend>
                  <b>{label}</b> {about && <span className="hy-second">{about}</span>}
                </legend>
                {FIELDS.map(({ key, label: name, type }) => (
                  <Field key={key} label={name} error={error?.field === `people.${i}.${key}` ? error : undefined}>
                    {(control) => (
                      <input
                        {...control}
                        className="hy-input"
                        type={type}
                        required
                        autoComplete={type === 'password' ? 'new-password' : 'off'}
                        value={of(code)[key]}
                        onChange={({ target }) => setPeople({ ...people, [code]: { ...of(code), [key]: target.value } })}
                      />
                    )}
                  </Field>
                ))}
              </fieldset>
            ))}
            {error && <ErrorLine {...error} />}
            <Button type="primary" htmlType="submit" disabled={busy || !posts.length} block>
              建立三员账号
            </Button>
          </form>
        )}
      </div>
    </main>
  )
}
