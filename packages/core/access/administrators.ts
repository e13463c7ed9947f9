/**
 * 三员分立: the machine is run by three posts that share nothing (GB/T 22239): one opens accounts, one gives posts, one reads the record.
 * None of them reads or handles a case, and nobody holds two, nor one beside another post. Read where a post is given and where a pack
 * is checked.
 */
import type { Policy } from '../policy/policy.ts'
import type { Post } from '../policy/schema.ts'

/** What opens an account and what gives it rights are never in one hand, but for a unit's administrator over his own unit. */
const OPENS = ['account.create', 'account.close', 'account.reset']
const EMPOWERS = ['account.assign_post', 'account.demand']
/** What a post of the machine may do at all. */
const OF_THE_MACHINE = [...OPENS, ...EMPOWERS, 'account.hand_on', 'message.resend']
const RECORD = 'audit'

/** Of the posts somebody holds, the one that does not go with the wanted. */
export const clashOf = (policy: Policy, wanted: string, held: readonly string[]): string | undefined =>
  held.find((code) => code !== wanted && [wanted, code].some((one) => policy.post(one)?.belongs === 'system'))

/** What stands in a pack's posts against the separation, in words for whoever checks it. */
export function administratorFaults(posts: readonly Post[]): string[] {
  return posts.flatMap(({ label, belongs, commands, pages, scope }) => {
    const has = (some: readonly string[]) => some.some((one) => commands.includes(one))
    const machine = belongs === 'system'
    const foreign = commands.filter((one) => !OF_THE_MACHINE.includes(one))
    return [
      ...(machine && Object.keys(scope).length ? [`岗位“${label}”属系统、安全、审计三员，不得查看业务（scope 须为空）`] : []),
      ...(machine && foreign.length ? [`岗位“${label}”属三员，不得有操作 ${foreign.join('、')}`] : []),
      ...(belongs !== 'unit' && has(OPENS) && has(EMPOWERS) ? [`岗位“${label}”不得既管账号又授岗位`] : []),
      ...(belongs === 'centre' && (has(OPENS) || has(EMPOWERS)) ? [`岗位“${label}”不是三员，不得管账号或授岗位`] : []),
      ...((pages as string[]).includes(RECORD) && (!machine || commands.length)
        ? [`审计记录只能由没有任何操作的系统岗位查看，“${label}”不符合`]
        : []),
    ]
  })
}
