import { Go } from '@huying/ui'
import { useState } from 'react'
import { HangingMenu } from '../frame/HangingMenu.tsx'
import { PAGES } from '../routes.tsx'
import { to, useGo } from '../where.ts'
import { isOn, turn } from './announce.ts'
import type { NoticeLine } from './useNotices.ts'

/** What waits, list by list, with what has come since; below it the two switches. */
export function NoticeMenu({ lines, onClose }: { lines: readonly NoticeLine[]; onClose: () => void }) {
  const go = useGo()
  const open = (href: string) => {
    onClose()
    go(href)
  }
  return (
    <HangingMenu label="消息" side="right" panel onClose={onClose}>
      <h2 className="dk-menu-head">待办</h2>
      {lines.length === 0 && <p>本岗位没有待办列表。</p>}
      <ul className="dk-notices">
        {lines.map(({ page, list, label, count, fresh }) => {
          const path = PAGES.find(({ code }) => code === page)?.path
          return (
            <li key={`${page} ${list}`}>
              {path ? (
                <Go href={to(path, { tab: list })} onGo={open}>
                  {label}
                </Go>
              ) : (
                label
              )}
              {fresh > 0 && <span className="hy-count">新增 {fresh}</span>}
              <b className={count === 0 ? 'hy-mute' : undefined}>{count}</b>
            </li>
          )
        })}
      </ul>
      <div className="dk-menu-foot">
        <Toggle which="sound" label="有新件时响一声" />
        <Toggle which="popup" label="不在本页时弹出浏览器通知" />
      </div>
    </HangingMenu>
  )
}

function Toggle({ which, label }: { which: 'sound' | 'popup'; label: string }) {
  const [on, setOn] = useState(() => isOn(which))
  const [barred, setBarred] = useState(false)
  const change = async (next: boolean) => {
    const done = await turn(which, next)
    setBarred(!done)
    if (done) setOn(next)
  }
  return (
    <label className="dk-tick">
      <input type="checkbox" checked={on} onChange={(event) => void change(event.target.checked)} />
      {label}
      {barred && <span className="hy-mute">浏览器没有允许，请在地址栏左侧的网站设置中打开</span>}
    </label>
  )
}
