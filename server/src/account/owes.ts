/** What a signed-in person owes before he may work: a password of his own, a second factor where post or administrator ask for it. */
import type { Policy } from '@huying/core/policy/policy'
import type { Session } from './store.ts'

export type Owed = 'password' | 'factor'

export function owedBy({ mustChange, hasFactor, factorDemanded, posts }: Session, policy: Policy): Owed[] {
  const demanded = factorDemanded || posts.some(({ post }) => policy.post(post)?.secondFactor)
  return [...(mustChange ? (['password'] as const) : []), ...(demanded && !hasFactor ? (['factor'] as const) : [])]
}

/** What stays open meanwhile: who am I, setting both, leaving. */
const OPEN = ['/api/me', '/api/logout', '/api/login', '/api/catalogue', '/api/public', '/api/demo-accounts', '/api/health', '/api/ready']

/** By the route, not by the address as it was typed: /api/messages is not a part of /api/me. */
export const staysOpen = (route: string) =>
  !route.startsWith('/api/') || OPEN.some((open) => route === open || route.startsWith(`${open}/`))

export const OWED_WORDS: Record<Owed, string> = {
  password: '请先修改初始密码，再办理业务',
  factor: '本岗位须使用动态验证码，请先在“我的账号”绑定，再办理业务',
}
