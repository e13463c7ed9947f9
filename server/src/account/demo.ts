/** Demonstration accounts: one person for each post of the centre and a few units. Only with the embedded database, on this machine. */
import type { Shell } from '../shell/shell.ts'
import type { Policy } from '@huying/core/policy/policy'
import { createPerson, findLogin } from './store.ts'

/** One password for all of them; the login page enters it by one click. */
export const DEMO_PASSWORD = 'huying-demo'

const CENTRE_POSTS = [
  'agent',
  'supervisor_shift',
  'web_intake',
  'dispatcher',
  'dispatch_review',
  'visitor',
  'visit_review',
  'knowledge_editor',
  'analyst',
  'centre_head',
  'business_admin',
  'sys_admin',
  'sec_admin',
  'audit_admin',
]
const UNIT_POSTS = ['liaison', 'handler', 'unit_leader', 'unit_admin']
const COUNTY_POSTS = ['county_officer', 'county_review', 'liaison', 'unit_leader']

/** Creates what is missing; harmless when all are there. */
export async function demoPeople(shell: Shell, centre: string): Promise<void> {
  const { policy } = await shell.packs.current(centre)
  const now = shell.clock.now()
  for (const { login, name, posts } of plan(policy)) {
    if (await findLogin(shell.pool, centre, login)) continue
    await createPerson(shell.pool, centre, { login, name, password: DEMO_PASSWORD, posts }, now)
  }
}

function plan(policy: Policy) {
  const { units, city } = policy.pack
  const held = (codes: string[], unit: string) => codes.filter((c) => policy.post(c)).map((post) => ({ post, unit }))
  const central = CENTRE_POSTS.filter((c) => policy.post(c)).map((post) => ({
    login: `demo.${post}`,
    name: `演示${policy.post(post)?.label}`,
    posts: [{ post, unit: city.centreUnit }],
  }))
  const county = units.find((u) => u.kind === 'county')
  const town = units.find((u) => u.kind === 'town' && u.parent === county?.code)
  const bureau = units.find((u) => u.kind === 'bureau')
  const at = (key: string, unit: (typeof units)[number] | undefined, codes: string[]) =>
    unit
      ? held(codes, unit.code).map(({ post }) => ({
          login: `demo.${key}.${post}`,
          name: `演示${unit.short ?? unit.name}${policy.post(post)?.label}`,
          posts: [{ post, unit: unit.code }],
        }))
      : []
  return [...central, ...at('county', county, COUNTY_POSTS), ...at('town', town, UNIT_POSTS), ...at('bureau', bureau, UNIT_POSTS)]
}
