import { Notice } from '../frame/Notice.tsx'

export function PrintPage() {
  return <Notice title="打印">页面正在建设</Notice>
}
