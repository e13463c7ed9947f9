import { Notice } from '../frame/Notice.tsx'

export function OrderPage() {
  return <Notice title="工单">页面正在建设</Notice>
}
