import { Notice } from '../frame/Notice.tsx'

export function UnitPage() {
  return <Notice title="办理工作台">页面正在建设</Notice>
}
