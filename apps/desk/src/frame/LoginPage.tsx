import { Button } from 'antd'
import { useState } from 'react'
import { post } from '../api.ts'
import type { Me } from '../session.tsx'

export interface LoginPageProps {
  again?: Me
  onDone: () => unknown
}

export function LoginPage({ onDone }: LoginPageProps) {
  const [login, setLogin] = useState('demo.liaison')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void post('/api/login', { login, password: 'huying-demo' }).then(onDone)
      }}
    >
      <input className="hy-input" value={login} onChange={(event) => setLogin(event.target.value)} />
      <Button htmlType="submit">登录</Button>
    </form>
  )
}
