import './account.css'
import { ErrorLine, Field, PinyinPicker } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { get, post, refusalLine } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useLeave } from '../session.tsx'
import { type Colleague, colleagueOptions, type Handed, type Work } from './types.ts'

/** 退出 with something still held: to a colleague, or back to the pool. What one handles in a unit stays with one. */
export function LeaveDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const { logout } = useLeave()
  const people = useQuery({ queryKey: ['colleagues'], queryFn: () => get<Colleague[]>('/api/me/colleagues') })
  const [to, setTo] = useState<string>()
  const { busy, error, run } = useAct()
  const [left, setLeft] = useState<Handed['left']>([])
  const { held, visits, drafts } = work
  const leave = (user?: string) =>
    run(async () => {
      const handed = await post<Handed>('/api/me/leave', user ? { to: user } : {})
      setLeft(handed.left)
      if (handed.left.length === 0) await logout()
    })
  return (
    <Dialog title="退出前：手上还有件" onClose={onClose}>
      <div className="dk-form">
        <div className="dk-form-body">
          <ul className="ac-work">
            {held.map(({ id, number, title }) => (
              <li key={id}>
                <b>领取未派</b> {number} {title}
              </li>
            ))}
            {drafts.map(({ id, label }) => (
              <li key={id}>
                <b>挂起草稿</b> {label || '未命名'}
              </li>
            ))}
            {visits.map(({ id, number, title }) => (
              <li key={id}>
                <b>回访中</b> {number} {title}
              </li>
            ))}
          </ul>
          <Field label="交给" hint={people.data?.length === 0 ? '本单位没有其他在岗同事' : undefined}>
            {(control) => <PinyinPicker {...control} options={colleagueOptions(people.data ?? [])} value={to} onChange={setTo} />}
          </Field>
          {left.map(({ number, refusal }) => (
            <ErrorLine key={number} {...refusalLine(refusal)} what={`${number}：${refusal.message}`} />
          ))}
          {error && <ErrorLine {...error} />}
        </div>
        <div className="hy-missing-bar">
          <div className="hy-missing-do ac-leave-do">
            <Button onClick={onClose}>不退出</Button>
            {left.length > 0 && (
              <Button disabled={busy} onClick={() => void logout()}>
                仍然退出
              </Button>
            )}
            <Button disabled={busy} onClick={() => void leave()} title="领取的工单放回待派发，回访放回待回访，草稿留在本人名下">
              放回并退出
            </Button>
            <Button type="primary" disabled={busy || !to} onClick={() => void leave(to)}>
              交给同事并退出
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  )
}
