/** Colleagues as screens offer them: their posts in words, and what they may be asked to do. */
import type { Policy } from '@huying/core/policy/policy'

interface Row {
  user: string
  name: string
  posts: string[]
}

export function shownColleagues(rows: readonly Row[], policy: Policy) {
  const may = (posts: string[], command: string) => posts.some((post) => policy.post(post)?.commands.includes(command) === true)
  return rows.map(({ posts, ...row }) => ({
    ...row,
    posts: posts.map((post) => policy.post(post)?.label ?? post),
    /** Signs for the unit (签批人). */
    signs: may(posts, 'order.approve'),
    /** Makes call-backs. */
    visits: may(posts, 'visit.start'),
  }))
}
