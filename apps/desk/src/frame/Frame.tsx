import { Shell } from '@huying/ui'
import { type ReactNode, useEffect } from 'react'
import { PAGES } from '../routes.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { to, useGo } from '../where.ts'

export interface FrameProps {
  /** Code of the page in the menu. */
  active?: string
  title: string
  children: ReactNode
}

/** The bar with the post's menu, and the page below it. */
export function Frame({ active, title, children }: FrameProps) {
  const me = useSession()
  const { city } = useCatalogue()
  const go = useGo()
  useEffect(() => {
    document.title = `${title} · 呼应`
  }, [title])
  const menu = me.pages.flatMap((code) => {
    const page = PAGES.find((one) => one.code === code)
    return page ? [{ key: code, label: page.title, href: to(page.path) }] : []
  })
  return (
    <Shell
      unit={me.actor.unitName || city.centre}
      post={me.actor.label}
      menu={menu}
      active={active}
      onGo={go}
      search={{ hint: '编号、标题、地点', onSearch: (q) => go(to('/search', { q })) }}
      person={me.name}
    >
      {children}
    </Shell>
  )
}
