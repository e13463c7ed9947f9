import './account.css'
import { BrandMark } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { ME, useLeave, useSession } from '../session.tsx'
import { FactorEnrol } from './FactorForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const WORDS = {
  password: { title: '请先设定您自己的密码', why: '您现在用的是管理员给的初始密码，改好后才能办理业务。' },
  factor: { title: '请先绑定动态验证码', why: '您的岗位须使用动态验证码登录，绑定后才能办理业务。' },
} as const

/** Before anything else: a password of one's own, the second factor where it is demanded. */
export function OwedPage({ owed }: { owed: 'password' | 'factor' }) {
  const { name } = useSession()
  const client = useQueryClient()
  const { logout } = useLeave()
  const done = () => client.invalidateQueries({ queryKey: ME })
  const { title, why } = WORDS[owed]
  return (
    <main className="dk-login">
      <header>
        <BrandMark />
        <b>呼应</b>
        <span>{name}</span>
        <Button size="small" className="ac-leave" onClick={() => void logout()}>
          退出
        </Button>
      </header>
      <div className="dk-login-body">
        <section className="ac-owed">
          <h1>{title}</h1>
          <p className="hy-second">{why}</p>
          {owed === 'password' ? <PasswordForm onDone={done} /> : <FactorEnrol onDone={done} />}
        </section>
      </div>
    </main>
  )
}
