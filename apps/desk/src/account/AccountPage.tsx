import './account.css'
import { ErrorLine, Facts, LoadingRows, Page } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { momentOf } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { ME, useCatalogue, useSession } from '../session.tsx'
import { momentText, nowMs } from '../time.ts'
import { FactorEnrol, FactorOff } from './FactorForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { Sessions } from './Sessions.tsx'
import { type Account, type Colleague, colleagueOptions, type LentRow } from './types.ts'

const KEY = ['account']
type Open = 'password' | 'enrol' | 'off' | 'phone' | 'lend'

/** 我的账号: who I am here, my password and second factor, who stands in for me. */
export function AccountPage() {
  const client = useQueryClient()
  const account = useQuery({ queryKey: KEY, queryFn: () => get<Account>('/api/me/account') })
  const [open, setOpen] = useState<Open>()
  const [said, setSaid] = useState<string>()
  const done = (word: string) => async () => {
    setOpen(undefined)
    setSaid(word)
    await client.invalidateQueries({ queryKey: KEY })
    await client.invalidateQueries({ queryKey: ME })
  }
  if (account.error) return <ErrorLine {...errorLine(account.error)} />
  if (!account.data) return <LoadingRows />
  const close = () => setOpen(undefined)
  return (
    <Page title="我的账号" overlays={said && <span className="hy-second">{said}</span>}>
      <div className="ac-page">
        <Mine account={account.data} onOpen={setOpen} />
        <Posts account={account.data} onOpen={setOpen} onEnded={done('委托已结束')} />
        <Sessions />
      </div>
      {open === 'password' && (
        <Dialog title="修改密码" onClose={close}>
          <PasswordForm onDone={done('密码已修改，其他电脑上的登录已退出')} onClose={close} />
        </Dialog>
      )}
      {open === 'enrol' && (
        <Dialog title="绑定动态验证码" wide onClose={close}>
          <FactorEnrol onDone={done('动态验证码已启用，下次登录时使用')} onClose={close} />
        </Dialog>
      )}
      {open === 'off' && (
        <Dialog title="停用动态验证码" onClose={close}>
          <FactorOff onDone={done('动态验证码已停用')} onClose={close} />
        </Dialog>
      )}
      {open === 'phone' && (
        <Dialog title="修改联系电话" onClose={close}>
          <AskForm
            asks={[{ key: 'phone', label: '联系电话', kind: 'line', required: true, max: 20, hint: '催签和交接时同事按此联系您' }]}
            initial={{ phone: account.data.phone ?? '' }}
            button="保存"
            onClose={close}
            send={async (given) => {
              await post('/api/me/phone', given)
              await done('联系电话已修改')()
            }}
          />
        </Dialog>
      )}
      {open === 'lend' && (
        <Dialog title="委托代办" onClose={close}>
          <LendForm onDone={done('委托已登记')} onClose={close} />
        </Dialog>
      )}
    </Page>
  )
}

interface Part {
  account: Account
  onOpen: (what: Open) => void
}

function Mine({ account, onOpen }: Part) {
  const { unitName } = useCatalogue()
  const { factor } = account
  return (
    <section className="ac-part">
      <h2>账号与安全</h2>
      <Facts
        items={[
          { label: '姓名', value: account.name },
          { label: '账号', value: account.login },
          { label: '单位', value: unitName(account.unit) },
          { label: '联系电话', value: account.phone },
          { label: '上次登录', value: account.lastLogin && momentText(account.lastLogin) },
          {
            label: factor.label,
            value: factor.on ? '已启用' : '未启用',
            note: factor.demanded ? '本岗位须使用' : undefined,
          },
        ]}
      />
      <div className="dk-row">
        <Button onClick={() => onOpen('password')}>修改密码</Button>
        <Button onClick={() => onOpen('phone')}>修改联系电话</Button>
        {factor.on ? (
          <Button disabled={factor.demanded} title={factor.demanded ? '本岗位须使用，不能停用' : undefined} onClick={() => onOpen('off')}>
            停用{factor.label}
          </Button>
        ) : (
          <Button onClick={() => onOpen('enrol')}>启用{factor.label}</Button>
        )}
      </div>
      <p className="hy-second">手机遗失、验证器不能用时，请系统管理员重置；重置记入审计。</p>
    </section>
  )
}

function Posts({ account, onOpen, onEnded }: Part & { onEnded: () => unknown }) {
  const { unitName } = useCatalogue()
  const { posts, may } = useSession()
  const [error, setError] = useState<unknown>()
  const word = (post: string, unit: string) =>
    posts.find((held) => held.post === post && held.unit === unit)?.label.replace(/（代.*/, '') ?? post
  const end = async ({ user_id, post: code, unit, from_at }: LentRow) => {
    try {
      await post('/api/me/stand-in/end', { user: user_id, post: code, unit, from: from_at })
      await onEnded()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <section className="ac-part">
      <h2>岗位</h2>
      <ul className="ac-list">
        {account.posts.map((held) => (
          <li key={`${held.unit} ${held.post} ${held.from_at}`}>
            <b>{word(held.post, held.unit)}</b> {unitName(held.unit)}
            <span className="hy-mute">
              {held.stands_for && `代${held.stands_for}办理 · `}
              {held.to_at ? `至 ${momentText(held.to_at)}` : '长期'}
            </span>
          </li>
        ))}
      </ul>
      <h2>委托代办</h2>
      <p className="hy-second">出差、休假时把现在的岗位交给本单位同事代办，起止时间内有效；代办人签名时注明“代”。</p>
      {account.lent.length === 0 && <p className="hy-mute">没有委托。</p>}
      <ul className="ac-list">
        {account.lent.map((row) => (
          <li key={`${row.user_id} ${row.post} ${row.from_at}`}>
            <b>{word(row.post, row.unit)}</b> 委托 {row.name}
            <span className="hy-mute">
              {momentText(row.from_at)} 至 {row.to_at && momentText(row.to_at)}
            </span>
            <button type="button" className="hy-link" onClick={() => void end(row)}>
              结束委托
            </button>
          </li>
        ))}
      </ul>
      {error !== undefined && <ErrorLine {...errorLine(error)} />}
      {may.includes('account.stand_in') && (
        <div className="dk-row">
          <Button onClick={() => onOpen('lend')}>委托代办</Button>
        </div>
      )}
    </section>
  )
}

/** 'YYYY-MM-DDTHH:mm' in Beijing time, for the fields. */
const fieldText = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)

function LendForm({ onDone, onClose }: { onDone: () => unknown; onClose: () => void }) {
  const { actor } = useSession()
  const people = useQuery({ queryKey: ['colleagues'], queryFn: () => get<Colleague[]>('/api/me/colleagues') })
  return (
    <AskForm
      asks={[
        { key: 'to', label: '代办人', kind: 'pick', required: true, options: colleagueOptions(people.data ?? []) },
        { key: 'from', label: '开始', kind: 'moment', required: true },
        { key: 'until', label: '结束', kind: 'moment', required: true },
      ]}
      initial={{ from: fieldText(nowMs()) }}
      button="委托"
      onClose={onClose}
      send={async ({ to, from = '', until = '' }) => {
        await post('/api/me/stand-in', { post: actor.post, to, from: momentOf(from), until: momentOf(until) })
        await onDone()
      }}
    >
      <p>
        岗位：<b>{actor.label}</b>
      </p>
    </AskForm>
  )
}
