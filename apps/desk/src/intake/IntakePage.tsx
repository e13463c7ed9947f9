import { Notice } from '../frame/Notice.tsx'

export function IntakePage() {
  return <Notice title="话务受理">页面正在建设</Notice>
}
