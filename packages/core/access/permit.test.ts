/** 岗位: what a post may do is its list, on its side of the act; the outsourced may less; nobody is asked twice. */
import { beforeAll, describe, expect, it } from 'vitest'
import { levelledPolicy, of } from '../../../house/order.ts'
import { SYSTEM } from '../kernel.ts'
import { AGGREGATES } from '../nouns.ts'
import type { Policy } from '../policy/policy.ts'
import { permit } from './permit.ts'

const command = (full: string) => {
  const [noun = '', name = ''] = full.split('.')
  const found = Object.values(AGGREGATES)
    .find((a) => a.noun === noun)
    ?.commands.find((c) => c.name === name)
  if (!found) throw new Error(`no command ${full}`)
  return found
}
const HELD = { unit: 'urban', parent: 'centre' }

describe('who may give a command', () => {
  let policy: Policy
  beforeAll(async () => {
    policy = await levelledPolicy()
  })
  const code = (full: string, actor = of('urban'), parties: object = HELD) => permit(command(full), actor, policy, parties)?.code

  it('the unit that holds it, in a post that has it on its list', () => {
    expect(code('order.sign')).toBeUndefined()
    expect(code('order.approve')).toBe('forbidden')
    expect(code('order.approve', of('urban', 'unit_leader'))).toBeUndefined()
  })
  it('another unit is told whose it is, and a colleague in another post what to do', () => {
    const other = permit(command('order.sign'), of('market'), policy, HELD)
    expect(other).toMatchObject({ code: 'not_yours', message: `不能签收：应由${policy.unit('urban')?.name}办理` })
    const post = permit(command('order.sign'), of('urban', 'unit_leader'), policy, HELD)
    expect(post?.message).toBe('单位领导不能签收，请切换岗位或联系业务管理员')
  })
  it('the level above rules on what came from below, the centre at the top', () => {
    expect(code('order.rule_return', of('centre', 'dispatcher'))).toBeUndefined()
    expect(code('order.rule_return', of('district'), { unit: 'district.town', parent: 'district' })).toBeUndefined()
    expect(code('order.rule_return', of('centre', 'dispatcher'), { unit: 'district.town', parent: 'district' })).toBe('not_yours')
  })
  it('the outsourced list is closed to contractors only, and says so', () => {
    const contractor = { ...of('urban'), outsourced: true }
    expect(permit(command('order.reply'), contractor, policy, HELD)).toMatchObject({ code: 'outsourced' })
    expect(code('order.reply')).toBeUndefined()
  })
  it('a citizen has his own acts and no others; the system has all', () => {
    const citizen = { user: 'citizen', post: 'citizen', unit: '', name: '诉求人' }
    expect(['request.urge', 'request.withdraw', 'request.rate'].map((c) => code(c, citizen, {}))).toEqual([undefined, undefined, undefined])
    expect(['request.accept', 'request.void', 'order.void'].map((c) => code(c, citizen, {}))).toEqual([
      'not_yours',
      'not_yours',
      'not_yours',
    ])
    expect(code('order.void', SYSTEM, {})).toBeUndefined()
  })
  it('every post has only commands that exist and that are on its side', () => {
    const known = Object.values(AGGREGATES).flatMap((a) => a.commands.map((c) => ({ full: `${a.noun}.${c.name}`, by: c.by })))
    const nouns = Object.values(AGGREGATES).map((a) => `${a.noun}.`)
    for (const post of policy.pack.posts) {
      const own = post.commands.filter((c) => nouns.some((n) => c.startsWith(n)))
      const wrong = own.filter((full) => {
        const by = known.find((k) => k.full === full)?.by ?? []
        const sides = post.belongs === 'unit' ? ['unit', 'parent'] : ['centre', 'parent', 'unit']
        return !by.some((side) => sides.includes(side))
      })
      expect(wrong, post.code).toEqual([])
    }
  })
})
