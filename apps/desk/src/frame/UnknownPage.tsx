import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { to, useGo } from '../where.ts'
import { Notice } from './Notice.tsx'

export function UnknownPage() {
  const go = useGo()
  return (
    <Notice title="没有这个页面">
      <p className="hy-second">地址可能输错，或者该页面不属于您现在的岗位。</p>
      <Button type="primary" onClick={() => go(to('/'))}>
        回到工作台
      </Button>
    </Notice>
  )
}

export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <Notice title="页面出了故障" error={{ what: '这一页没有显示出来，请刷新；如再次出现，请把下面的文字告知管理员。' }}>
      <p className="hy-mute">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        刷新
      </Button>
    </Notice>
  )
}
