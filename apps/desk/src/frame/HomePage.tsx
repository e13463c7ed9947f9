import { Navigate } from '@tanstack/react-router'
import { PAGES } from '../routes.tsx'
import { useSession } from '../session.tsx'
import { Frame } from './Frame.tsx'
import { Notice } from './Notice.tsx'

/** The first page of the post. */
export function HomePage() {
  const { pages, actor } = useSession()
  const first = pages.flatMap((code) => PAGES.find((page) => page.code === code) ?? [])[0]
  if (first) return <Navigate to={first.path} replace />
  return (
    <Frame title="工作台">
      <Notice title={`${actor.label}没有可用的页面`}>
        <p className="hy-second">请联系业务管理员为该岗位配置页面，或在左上角切换到其他岗位。</p>
      </Notice>
    </Frame>
  )
}
