/**
 * A thing as one reader sees it: words in place of references, personal values masked, and the commands open to him now, read from
 * the same bars that decide. Screens never keep a copy of the state table.
 */
import { barOf, permit } from '@huying/core/access/permit'
import { type Actor, type Command, type Context, type Event, type Noun, type Refusal } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { inRound, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { inScope } from '../access.ts'
import { uuidOf } from '../db.ts'
import { refuse } from '../errors.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import { ROWS } from './rows.ts'
import type { Shell } from './shell.ts'
import { partiesFor } from './work.ts'

export interface Offer {
  command: string
  button: string
  assignment?: number
}
/** A command the reader's post has, and the rule that stands against it now: said on the page instead of hidden. */
export interface Barred extends Offer {
  refusal: Refusal
}

export interface View {
  noun: Noun
  id: string
  revision: number
  state: Record<string, unknown>
  open: Offer[]
  barred: Barred[]
}

export interface Stored {
  revision: number
  state: { version?: number }
  policy: Policy
}

/** The row with the policy it lives under; undefined where there is none or it lies outside the reader's scope. */
export async function loadFor(shell: Shell, centre: string, noun: Noun, id: string, actor: Actor): Promise<Stored | undefined> {
  const { rows } = await shell.pool.query<{ revision: number; state: { version?: number } }>({
    name: `view ${noun}`,
    text: `select revision, state from ${ROWS[noun].table} where centre_id = $1 and id = $2::uuid`,
    values: [centre, uuidOf(id)],
  })
  const row = rows[0]
  if (!row) return undefined
  shell.remembered.put(centre, noun, id, row)
  const policy = row.state.version ? await shell.packs.at(centre, row.state.version) : (await shell.packs.current(centre)).policy
  return inScope(noun, row.state, actor, policy) ? { ...row, policy } : undefined
}

export async function openView(shell: Shell, centre: string, noun: Noun, id: string, actor: Actor): Promise<View> {
  const stored = await loadFor(shell, centre, noun, id, actor)
  if (!stored) return refuse('not_found', '没有找到，或您无权查看')
  return viewOf(shell, centre, noun, id, actor, stored)
}

/** The view of a thing at hand; `words` are texts that need not be read again. The actor may see it. */
export async function viewOf(
  shell: Shell,
  centre: string,
  noun: Noun,
  id: string,
  actor: Actor,
  { revision, state, policy }: Stored,
  words: Map<string, string> = new Map(),
): Promise<View> {
  const seen = ROWS[noun].seen?.(state as never, actor, policy) ?? state
  const stored = await readTexts(
    shell.pool,
    centre,
    openRefs(seen).filter((ref) => !words.has(ref)),
  )
  const ctx: Context = { policy, version: state.version ?? 0, actor, now: shell.clock.now(), facts: {}, ids: () => '' }
  const shown = withTexts(seen, new Map([...stored, ...words])) as Record<string, unknown>
  return { noun, id, revision, state: shown, ...offers(noun, state, ctx) }
}

/** State bars that need no saying: the button simply belongs to another moment. */
const SILENT = new Set<Refusal['code']>(['stage', 'not_found', 'not_yours', 'already'])

export function offers(noun: Noun, state: unknown, ctx: Context): Pick<View, 'open' | 'barred'> {
  const open: Offer[] = []
  const barred: Barred[] = []
  for (const command of AGGREGATES[noun].commands.filter((c) => !c.creates && c.by.some((side) => side !== 'system'))) {
    for (const assignment of targets(command, state)) {
      const parties = partiesFor(noun, state, assignment, ctx.policy)
      if (permit(command, ctx.actor, ctx.policy, parties)) continue
      const refusal = barOf(command, state, ctx, parties, assignment)
      const offer = { command: command.name, button: command.button, assignment }
      if (!refusal) open.push(offer)
      else if (!SILENT.has(refusal.code)) barred.push({ ...offer, refusal })
    }
  }
  return { open, barred }
}

const targets = (command: Command<unknown, Event>, state: unknown): (number | undefined)[] =>
  command.onAssignment ? inRound(state as Order).map((a) => a.no) : [undefined]
