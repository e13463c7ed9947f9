import { Notice } from '../frame/Notice.tsx'

export function DispatchPage() {
  return <Notice title="派单台">页面正在建设</Notice>
}
