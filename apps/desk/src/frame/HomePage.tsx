import { Navigate } from '@tanstack/react-router'
import { LATER, PAGES } from '../routes.tsx'
import { useSession } from '../session.tsx'
import { Frame } from './Frame.tsx'
import { Notice } from './Notice.tsx'

/** The first page of the post. */
export function HomePage() {
  const { pages, actor } = useSession()
  const first = pages.flatMap((code) => PAGES.find((page) => page.code === code) ?? [])[0]
  if (first) return <Navigate to={first.path} replace />
  const later = pages.flatMap((code) => LATER[code] ?? [])
  return (
    <Frame title="工作台">
      <Notice title={`${actor.label}的页面还没有开通`}>
        <p className="hy-second">{later.length > 0 ? `${later.join('、')}将在后续版本提供。` : '请联系系统管理员为该岗位配置页面。'}</p>
      </Notice>
    </Frame>
  )
}
