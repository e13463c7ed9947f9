/** What the table of expectations says of one seat and one matter, and how one request is sent to see whether it is so. */
import { AGGREGATES } from '@huying/core/nouns'
import type { Noun } from '@huying/core/kernel'
import { PATHS } from '../../server/src/shell/routes.ts'
import { type Matter, NO_ID, type Rig, type Seat } from './city.ts'
import { POSTS, ROUTES, type Sight, type Who } from './expected.ts'
import { sample } from './sample.ts'

export type Verdict = 'open' | 'not signed in' | 'forbidden' | 'not there'
export interface Knock {
  method: string
  url: string
  body?: object
  type?: string
}
type Command = (typeof AGGREGATES)[Noun]['commands'][number]

/** Commands as routes: the address and the command behind it. */
export const COMMANDS = new Map<string, Command>(
  Object.values(AGGREGATES).flatMap(({ noun, commands }) =>
    commands
      .filter((c) => c.by.some((side) => side !== 'system'))
      .map((c) => [`POST /api/${PATHS[noun]}${c.creates ? '' : `/:id/${c.name}`}`, c as Command] as const),
  ),
)

const sees: Record<Sight, (seat: Seat, matter: Matter, registrar: string) => boolean> = {
  all: () => true,
  none: () => false,
  // None is issued here, and no unit has rows in an empty month.
  issued: () => false,
  open: (_seat, { confidential }) => !confidential,
  'open, and registered by oneself': ({ user }, { confidential }, registrar) => !confidential || user === registrar,
  own: ({ unit }, { units }) => units.includes(unit),
  'own unit': (seat, { unit }) => unit === seat.unit,
}

export function maySee({ post, ...seat }: Seat, noun: Noun, matter: Matter, registrar: string): boolean {
  const sight = POSTS[post]?.[noun] ?? 'none'
  return matter.foreign !== true && sees[sight]({ post, ...seat }, matter, registrar)
}

export function postOf({ city }: Rig, code: string) {
  const post = city.pack.posts.find((one) => one.code === code)
  if (!post) throw new Error(`no post ${code}`)
  return post
}

/** By the words of the table. */
export function verdictOf(rig: Rig, route: string, seat: Seat, matter: Matter, registrar: string): Verdict {
  const command = COMMANDS.get(route)
  if (command) return commandVerdict(rig, command, seat, matter, registrar)
  const line: Who | undefined = ROUTES[route]
  if (!line) throw new Error(`${route} stands in no line of scenarios/access/expected.ts: who may?`)
  const { pages, commands } = postOf(rig, seat.post)
  const words = [
    !line.page || line.page.some((page) => (pages as string[]).includes(page)),
    !line.may || line.may.some((one) => commands.includes(one)),
    !line.central || seat.central,
    !line.knowledge || POSTS[seat.post]?.knowledge === true,
  ]
  if (!words.every(Boolean)) return 'forbidden'
  if (line.sees && !maySee(seat, line.sees, matter, registrar)) return 'not there'
  if (line.asker && matter.confidential && !maySee(seat, 'request', matter, registrar)) return 'forbidden'
  return 'open'
}

/** Scope first, then whose act it is, then whether the post lists it. */
function commandVerdict(rig: Rig, command: Command, seat: Seat, matter: Matter, registrar: string): Verdict {
  if (!command.creates && !maySee(seat, command.noun, matter, registrar)) return 'not there'
  const hasUnit = command.noun === 'order' ? command.onAssignment : !['edition', 'hold', 'disposal'].includes(command.noun)
  const holder = hasUnit ? matter.unit || undefined : undefined
  const parent = command.noun === 'order' && command.onAssignment && matter.unit ? rig.city.pack.city.centreUnit : undefined
  const side = command.by.some((one) =>
    one === 'centre' ? seat.central : one === 'unit' ? seat.unit === holder && !command.creates : one === 'parent' && seat.unit === parent,
  )
  const lists = postOf(rig, seat.post).commands.includes(`${command.noun}.${command.name}`)
  return side && lists ? 'open' : 'forbidden'
}

const filled = (text: string, ids: Readonly<Record<string, string>>) => text.replace(/\{(\w+)\}/g, (_all, key: string) => ids[key] ?? NO_ID)

/** The request itself; undefined where the matter has no such thing. */
export function knockAt(route: string, { ids }: Pick<Matter, 'ids'>): Knock | undefined {
  const [method = '', address = ''] = route.split(' ')
  const command = COMMANDS.get(route)
  if (command) {
    const id = ids[command.noun]
    if (!command.creates && !id) return undefined
    const body = sample(command.input as never) as Record<string, unknown>
    return { method, url: address.replace(':id', id ?? ''), body: command.onAssignment ? { ...body, assignment: 1 } : body }
  }
  const { at = {}, query, body, sees: noun } = ROUTES[route] ?? {}
  const wanted = [...Object.values(at), query, JSON.stringify(body ?? {})].join(' ').match(/\{(\w+)\}/g) ?? []
  if (noun && wanted.some((one) => !ids[one.slice(1, -1)])) return undefined
  const path = address.replace(/:(\w+)/g, (_all, key: string) => filled(at[key] ?? '', ids))
  const raw =
    /\/(attachments|photos)$/.test(address) && method === 'POST'
      ? 'image/jpeg'
      : address === '/api/imports'
        ? 'application/octet-stream'
        : undefined
  return {
    method,
    url: query ? `${path}?${filled(query, ids)}` : path,
    body: body && (JSON.parse(filled(JSON.stringify(body), ids)) as object),
    type: raw,
  }
}

export async function send({ app }: Pick<Rig, 'app'>, { method, url, body, type }: Knock, headers: Record<string, string>) {
  const payload = type ? Buffer.from('x') : method === 'GET' || method === 'DELETE' ? undefined : (body ?? {})
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: type ? { ...headers, 'content-type': type } : headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body }
}

/** What an answer says about rights: whatever a rule refuses for its own reasons was open. */
export function told({ status, text }: { status: number; text: string }): Verdict {
  if (status === 401) return 'not signed in'
  const { error } = (status === 403 || status === 404 ? JSON.parse(text) : {}) as { error?: { code: string; message: string } }
  if (error && ['forbidden', 'not_yours', 'outsourced'].includes(error.code)) return 'forbidden'
  if (error?.code === 'not_found' && error.message === '没有找到，或您无权查看') return 'not there'
  return 'open'
}
