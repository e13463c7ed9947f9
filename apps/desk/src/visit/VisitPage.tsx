import { Notice } from '../frame/Notice.tsx'

export function VisitPage() {
  return <Notice title="回访台">页面正在建设</Notice>
}
