/** Acting over a person: who acts, under which policy, with which rights; every act is recorded. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { FastifyRequest } from 'fastify'
import { type AuditKind, note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { type PersonRow, personAt } from './people_store.ts'
import { type Manage, requireManage, requireOver } from './rights.ts'

/** Who acts, over whom, under which policy; rights were checked. */
interface Over {
  centre: string
  actor: Actor
  policy: Policy
  person: PersonRow
  now: Instant
}

export function actingOver(shell: Shell) {
  const { pool } = shell
  const context = async (request: FastifyRequest) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    return { centre, actor, policy, now: shell.clock.now() }
  }
  const over = async (request: FastifyRequest, command: Manage): Promise<Over> => {
    const ctx = await context(request)
    requireManage(ctx.actor, ctx.policy, command)
    const person = (await personAt(pool, ctx.centre, (request.params as { id: string }).id)) ?? refuse('not_found', '没有这个人员')
    requireOver(ctx.actor, ctx.policy, command, person)
    if (person.closed_at !== null) return refuse('stage', `${person.name}的账号已经关闭`)
    return { ...ctx, person }
  }
  const record = ({ centre, actor, person, now }: Over, kind: AuditKind, detail?: object) =>
    note(shell, centre, { kind, actor: actor.user, post: actor.post, object: person.user_id, detail }, now)
  return { context, over, record }
}
