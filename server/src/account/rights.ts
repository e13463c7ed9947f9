/**
 * Who may manage whom. The three administrators (三员) each have their own commands and never handle a case; a unit's administrator
 * manages his own unit only, and gives himself nothing.
 */
import { clashOf } from '@huying/core/access/administrators'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { refuse } from '../errors.ts'
import type { PersonRow } from './people_store.ts'

export const MANAGE = {
  'account.create': '建立账号',
  'account.close': '关闭账号',
  'account.reset': '重置密码和动态验证码、解除锁定',
  'account.assign_post': '授予和收回岗位',
  'account.demand': '要求使用动态验证码',
  'account.hand_on': '交接',
  'account.stand_in': '委托代办',
} as const
export type Manage = keyof typeof MANAGE

const has = (actor: Actor, policy: Policy, command: string) => policy.post(actor.post)?.commands.includes(command) ?? false

/** Posts of a unit see their own unit only. */
export const rangeOf = (actor: Actor, policy: Policy) => (policy.post(actor.post)?.belongs === 'unit' ? actor.unit : undefined)

/** People lists are for administrators; 委托代办 alone is everybody's and opens none. */
export function mayLook(actor: Actor, policy: Policy): boolean {
  return (['account.create', 'account.assign_post', 'account.hand_on', 'pack.edit'] as const).some((command) => has(actor, policy, command))
}

export function requireLook(actor: Actor, policy: Policy) {
  if (!mayLook(actor, policy)) refuse('forbidden', '当前岗位不能查看人员名录，请切换岗位')
}

export function requireManage(actor: Actor, policy: Policy, command: Manage) {
  if (!has(actor, policy, command))
    refuse('forbidden', `${policy.post(actor.post)?.label ?? '当前岗位'}不能${MANAGE[command]}，请联系${ownerOf(policy, command)}`)
}

/** The command, over this person. */
export function requireOver(actor: Actor, policy: Policy, command: Manage, person: PersonRow) {
  requireManage(actor, policy, command)
  const range = rangeOf(actor, policy)
  if (range !== undefined && person.unit !== range) refuse('not_yours', '只能管理本单位的人员')
  if (person.user_id === actor.user) refuse('same_person', `不能为本人${MANAGE[command]}，请由另一位管理员办理`)
}

function ownerOf(policy: Policy, command: Manage): string {
  const owners = policy.pack.posts.filter((post) => post.commands.includes(command)).map((post) => post.label)
  return owners.length ? owners.join('或') : '上级管理员'
}

/** Who may hold the post there: units hold unit posts, the machine's administration goes with nothing else (三员分立). */
export function requireFit(policy: Policy, post: string, unit: string, held: readonly string[]) {
  const wanted = policy.post(post)
  if (!wanted) return refuse('unknown_code', '没有这个岗位', { field: 'post' })
  if (unit !== policy.pack.city.centreUnit && !policy.unit(unit)) return refuse('unknown_code', '没有这个单位', { field: 'unit' })
  const central = unit === policy.pack.city.centreUnit
  if ((wanted.belongs === 'unit') === central)
    refuse('forbidden_pair', central ? `${wanted.label}是承办单位的岗位，不能设在热线中心` : `${wanted.label}只能设在热线中心`, {
      field: 'post',
    })
  const clash = clashOf(policy, post, held)
  if (clash)
    refuse('forbidden_pair', `${wanted.label}不能与${policy.post(clash)?.label ?? clash}由同一人担任：系统、安全、审计三员分立，均不办件`, {
      field: 'post',
    })
}
