/**
 * Whose figures a post may read (people.md 2): the centre's posts those of every unit, a unit's posts those of their own unit and the
 * units below it. Read in memory where figures are picked by unit, and as a list of codes where rows are.
 */
import { isCentre } from '@huying/core/access/permit'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { FastifyRequest } from 'fastify'
import { requirePage } from '../access.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'

/** Does the unit's figure belong to what the actor may read? */
export const reaches = (actor: Actor, policy: Policy, unit: string): boolean =>
  isCentre(actor, policy) || policy.above(unit).includes(actor.unit)

/** Who asks for figures, in a post that has them as a page. */
export async function figureReader(shell: Shell, request: FastifyRequest, ...more: string[]) {
  const { centre, actor } = signedIn(request)
  const { policy, version } = await shell.packs.current(centre)
  requirePage(actor, policy, '统计数据', 'figures', ...more)
  return { centre, actor, policy, version, central: isCentre(actor, policy) }
}

/** The figures of the whole city: the centre's own until they are published. */
export async function centralReader(shell: Shell, request: FastifyRequest, what: string) {
  const reader = await figureReader(shell, request)
  if (!reader.central) refuse('forbidden', `只有热线中心可以查看${what}；本单位及下级的数据在“承办单位”中查看`)
  return reader
}
