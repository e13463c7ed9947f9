import { Notice } from '../frame/Notice.tsx'

export function SigningPage() {
  return <Notice title="签批">页面正在建设</Notice>
}
