/** Who reads agreed answers: posts that have them in their scope. */
import type { FastifyRequest } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'

export async function knowledgeReader(shell: Shell, request: FastifyRequest) {
  const session = signedIn(request)
  const { policy } = await shell.packs.current(session.centre)
  const post = policy.post(session.actor.post)
  if (!post?.scope.knowledge) refuse('forbidden', `${post?.label ?? '当前岗位'}不能查看统一口径，请切换岗位`)
  return { ...session, policy }
}
