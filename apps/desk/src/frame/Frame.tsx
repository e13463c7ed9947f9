import { ErrorLine, type ErrorLineProps, OfflineStrip, Shell, useOnline } from '@huying/ui'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { LeaveDialog } from '../account/LeaveDialog.tsx'
import type { Work } from '../account/types.ts'
import { errorLine, get } from '../api.ts'
import { useDensity } from '../density.tsx'
import { NoticeMenu } from '../notices/NoticeMenu.tsx'
import { useNotices } from '../notices/useNotices.ts'
import { PAGES } from '../routes.tsx'
import { type HeldPost, useCatalogue, useLeave, useSession } from '../session.tsx'
import { to, useGo } from '../where.ts'
import { HangingMenu } from './HangingMenu.tsx'
import { UnknownPage } from './UnknownPage.tsx'

export interface FrameProps {
  /** Code of the page in the menu. */
  active?: string
  title: string
  /** Usable on a telephone too. */
  narrow?: boolean
  children: ReactNode
}

/** The bar with the post's menu, and the page below it. */
export function Frame({ active, title, narrow, children }: FrameProps) {
  const me = useSession()
  const { term, unitShort } = useCatalogue()
  const go = useGo()
  const [open, setOpen] = useState<'post' | 'person' | 'notices'>()
  const [work, setWork] = useState<Work>()
  const { logout } = useLeave()
  const notices = useNotices()
  const close = useCallback(() => setOpen(undefined), [])
  useEffect(() => {
    document.title = `${title} · 呼应`
  }, [title])
  /** What is still held is asked about first; where the question cannot be put, leaving goes on. */
  const leave = async () => {
    setOpen(undefined)
    const now = await get<Work>('/api/me/work').catch(() => undefined)
    if (now && now.held.length + now.drafts.length + now.visits.length > 0) setWork(now)
    else await logout()
  }
  const menu = me.pages.flatMap((code) => {
    const page = PAGES.find((one) => one.code === code)
    return page ? [{ key: code, label: term(`page.${code}`, page.title), href: to(page.path) }] : []
  })
  return (
    <div className={narrow ? 'dk-frame dk-narrow' : 'dk-frame'}>
      <Shell
        unit={unitShort(me.actor.unit)}
        post={me.actor.label}
        onPost={me.posts.length > 1 ? () => setOpen('post') : undefined}
        menu={menu}
        active={active}
        onGo={go}
        search={me.pages.includes('search') ? { hint: '编号、标题、地点', onSearch: (q) => go(to('/search', { q })) } : undefined}
        notices={{
          count: notices.fresh,
          onOpen: () => setOpen('notices'),
        }}
        person={me.name}
        onPerson={() => setOpen('person')}
        strip={<Network />}
      >
        {active !== undefined && !me.pages.includes(active) ? <UnknownPage /> : children}
      </Shell>
      {open === 'post' && <PostMenu onClose={close} />}
      {open === 'person' && <PersonMenu onClose={close} onLeave={() => void leave()} />}
      {open === 'notices' && (
        <NoticeMenu
          lines={notices.lines}
          onClose={() => {
            notices.look()
            close()
          }}
        />
      )}
      {work && <LeaveDialog work={work} onClose={() => setWork(undefined)} />}
    </div>
  )
}

/** Offline, and for ten seconds the word that the network is back. */
function Network() {
  const online = useOnline()
  const [wasOffline, setWasOffline] = useState(false)
  useEffect(() => {
    if (!online) return setWasOffline(true)
    const timer = window.setTimeout(() => setWasOffline(false), 10_000)
    return () => window.clearTimeout(timer)
  }, [online])
  return <OfflineStrip state={!online ? 'offline' : wasOffline ? 'restored' : 'online'} />
}

function PostMenu({ onClose }: { onClose: () => void }) {
  const { posts, actor } = useSession()
  const { switchTo } = useLeave()
  const go = useGo()
  const [error, setError] = useState<ErrorLineProps>()
  const choose = async (held: HeldPost) => {
    try {
      await switchTo(held)
      onClose()
      go(to('/'))
    } catch (problem) {
      setError(errorLine(problem))
    }
  }
  return (
    <HangingMenu label="切换岗位" side="left" onClose={onClose}>
      {posts.map((held) => (
        <button
          key={`${held.unit} ${held.post}`}
          type="button"
          role="menuitemradio"
          aria-checked={held.post === actor.post && held.unit === actor.unit}
          onClick={() => void choose(held)}
        >
          {held.label} <span className="hy-mute">{held.unitName}</span>
        </button>
      ))}
      {error && <ErrorLine {...error} />}
    </HangingMenu>
  )
}

function PersonMenu({ onClose, onLeave }: { onClose: () => void; onLeave: () => void }) {
  const { login } = useSession()
  const { density, change } = useDensity()
  const go = useGo()
  return (
    <HangingMenu label="本人" side="right" onClose={onClose}>
      <p>账号 {login}</p>
      {[
        { path: '/account', label: '我的账号' },
        { path: '/help', label: '帮助' },
      ].map(({ path, label }) => (
        <button
          key={path}
          type="button"
          role="menuitem"
          onClick={() => {
            onClose()
            go(to(path))
          }}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        role="menuitem"
        onClick={() => {
          change()
          onClose()
        }}
      >
        {density === 'dense' ? '改为宽松显示' : '改为紧凑显示'}
      </button>
      <button type="button" role="menuitem" onClick={onLeave}>
        退出
      </button>
    </HangingMenu>
  )
}
