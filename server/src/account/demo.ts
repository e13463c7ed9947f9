/** Demonstration accounts: one person for each post of the centre and a few units. Only with the embedded database, on this machine. */
import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Unit } from '@huying/core/policy/schema'
import { shownUnits } from '@huying/simulate/shown'
import { type Db, ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
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
  for (const [i, { login, name, posts }] of plan(policy).entries()) {
    if (await findLogin(shell.pool, centre, login)) continue
    await createPerson(shell.pool, centre, { login, name, phone: officePhone(i), password: DEMO_PASSWORD, posts }, now)
  }
}

/** Made up, as one dials inside the city: a block of numbers of its own. */
const officePhone = (no: number) => `5550${String(no).padStart(4, '0')}`
/** Numbers below are those of the demonstration accounts. */
const COLLEAGUES_FROM = 1000

/** The people of the units who act in the played month, so that somebody can be called there. Nobody knows their password. */
export async function demoColleagues(db: Db, centre: string, policy: Policy, actors: Iterable<Actor>, now: Instant): Promise<void> {
  const people = [...actors]
    .filter((a) => policy.unit(a.unit) && a.unit !== policy.pack.city.centreUnit)
    .map((a, i) => ({ ...a, login: `${a.unit}.${a.post}`, phone: officePhone(COLLEAGUES_FROM + i) }))
  const password = await hash(randomBytes(24))
  await db.query(
    `with given as (select * from jsonb_to_recordset($2::jsonb) as x("user" uuid, login text, name text, phone text, unit text, post text)),
       p as (insert into person (centre_id, user_id, login, name, phone, password, created_at, unit)
         select $1, g."user", g.login, g.name, g.phone, $3, $4::timestamptz, g.unit from given g)
     insert into post_held (centre_id, user_id, post, unit, from_at) select $1, g."user", g.post, g.unit, $4::timestamptz from given g`,
    [centre, JSON.stringify(people), password, ts(now)],
  )
}

function plan(policy: Policy) {
  const { city } = policy.pack
  const { county, street, bureau } = shownUnits(policy)
  const held = (codes: string[], unit: string) => codes.filter((c) => policy.post(c)).map((post) => ({ post, unit }))
  const central = CENTRE_POSTS.filter((c) => policy.post(c)).map((post) => ({
    login: `demo.${post}`,
    name: `演示${policy.post(post)?.label}`,
    posts: [{ post, unit: city.centreUnit }],
  }))
  const at = (key: string, unit: Unit | undefined, codes: string[]) =>
    unit
      ? held(codes, unit.code).map(({ post }) => ({
          login: `demo.${key}.${post}`,
          name: `演示${unit.short ?? unit.name}${policy.post(post)?.label}`,
          posts: [{ post, unit: unit.code }],
        }))
      : []
  return [...central, ...at('county', county, COUNTY_POSTS), ...at('town', street, UNIT_POSTS), ...at('bureau', bureau, UNIT_POSTS)]
}
