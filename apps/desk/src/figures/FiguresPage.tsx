import { Notice } from '../frame/Notice.tsx'

export function FiguresPage() {
  return <Notice title="统计通报">页面正在建设</Notice>
}
