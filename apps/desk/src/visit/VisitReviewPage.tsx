import { Notice } from '../frame/Notice.tsx'

export function VisitReviewPage() {
  return <Notice title="回访审核">页面正在建设</Notice>
}
