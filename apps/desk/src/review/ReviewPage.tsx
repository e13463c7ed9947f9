import { Notice } from '../frame/Notice.tsx'

export function ReviewPage() {
  return <Notice title="审核台">页面正在建设</Notice>
}
