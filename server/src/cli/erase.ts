/** `huying erase ask|approve|decline`: 删除个人信息 from the command line, by two accounts with the posts for it, as on the desk. */
import type { Actor } from '@huying/core/kernel'
import { postsOf } from '../account/people_store.ts'
import { settleJobs } from '../jobs.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'

export interface EraseCall {
  shell: Shell
  centre: string
  /** The request's number. */
  number: string
  /** Login of the account that acts. */
  as: string
  why?: string
  say(line: string): void
}

const VERBS = { ask: 'ask_erasure', approve: 'rule_erasure', decline: 'rule_erasure' } as const
export type EraseVerb = keyof typeof VERBS
export const isEraseVerb = (verb: string | undefined): verb is EraseVerb => verb !== undefined && verb in VERBS

/** The exit code. */
export async function eraseCommand(verb: EraseVerb, { shell, centre, number, as, why, say }: EraseCall): Promise<number> {
  const command = VERBS[verb]
  const no = (line: string) => {
    say(line)
    return 1
  }
  const actor = await actorOf(shell, centre, as, `request.${command}`)
  if (!actor) return no(`账号 ${as} 不存在、已关闭，或者没有可以${verb === 'ask' ? '申请' : '审批'}删除个人信息的岗位`)
  const { rows } = await shell.pool.query<{ id: string }>('select id from service_request where centre_id = $1 and number = $2', [
    centre,
    number,
  ])
  const id = rows[0]?.id
  if (!id) return no(`没有编号为 ${number} 的诉求`)
  if (verb === 'ask' && (why ?? '').trim().length < 4) return no('请用 --why 写明删除依据：申请人、申请日期和法律依据')
  const input = verb === 'ask' ? { basis: why } : { pass: verb === 'approve', ...(why ? { note: why } : {}) }
  const done = await execute(shell, { centre, actor, noun: 'request', id, command, input })
  if (!done.ok) return no(done.refusal.message)
  await settleJobs(shell)
  say(
    {
      ask: `已申请，等待另一人审批：huying erase approve ${number}`,
      approve: `已删除 ${number} 的个人信息，不能恢复`,
      decline: '已记录不同意',
    }[verb],
  )
  return 0
}

/** The person in the first of his posts that has the command. */
async function actorOf(shell: Shell, centre: string, login: string, command: string): Promise<Actor | undefined> {
  const { rows } = await shell.pool.query<{ id: string; name: string; outsourced: boolean }>(
    'select user_id as id, name, outsourced from person where centre_id = $1 and login = $2 and closed_at is null',
    [centre, login],
  )
  const person = rows[0]
  if (!person) return undefined
  const { policy } = await shell.packs.current(centre)
  const posts = await postsOf(shell.pool, centre, [person.id], shell.clock.now())
  const held = posts.find(({ post }) => policy.post(post)?.commands.includes(command))
  return held && { user: person.id, name: person.name, post: held.post, unit: held.unit, outsourced: person.outsourced }
}
