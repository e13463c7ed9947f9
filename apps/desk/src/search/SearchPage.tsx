import { Notice } from '../frame/Notice.tsx'

export function SearchPage() {
  return <Notice title="综合查询">页面正在建设</Notice>
}
