/**
 * Every command of the core as a route, generated from its own definition: POST /api/orders/:id/sign. What a command's schema
 * says is what the API checks and documents.
 */
import { type Noun, NOUNS } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { inScope } from '../access.ts'
import { noteAttempt } from '../audit/refused.ts'
import { Refused, refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { type Call, execute } from './execute.ts'
import { openView, viewOf } from './present.ts'
import type { Shell } from './shell.ts'

export const PATHS: Record<Noun, string> = {
  contact: 'contacts',
  request: 'requests',
  order: 'orders',
  visit: 'visits',
  task: 'tasks',
  edition: 'editions',
  hold: 'holds',
  disposal: 'disposals',
}

const isPublicCommand = (by: readonly string[]) => by.some((side) => side !== 'system')

export function commandRoutes(app: FastifyInstance, shell: Shell) {
  for (const noun of NOUNS) {
    for (const command of AGGREGATES[noun].commands.filter((c) => isPublicCommand(c.by))) {
      const url = command.creates ? `/api/${PATHS[noun]}` : `/api/${PATHS[noun]}/:id/${command.name}`
      const schema = { body: command.input, summary: command.button, tags: [noun], headers: KeyHeader }
      app.post<{ Params: { id?: string } }>(url, { schema }, async (request) => {
        const session = signedIn(request)
        const call = {
          centre: session.centre,
          actor: session.actor,
          noun,
          id: request.params.id,
          command: command.name,
          input: request.body,
          key: keyOf(request),
          cause: request.id,
        }
        return answer(shell, call)
      })
    }
  }

  app.post<{ Body: typeof Batch.static }>(
    '/api/batch',
    { schema: { body: Batch, summary: '批量操作：逐件执行，逐件返回结果' } },
    async (request) => {
      const session = signedIn(request)
      const { noun, command, items } = request.body
      const spec = AGGREGATES[noun].commands.find((c) => c.name === command && isPublicCommand(c.by) && !c.creates)
      if (!spec) return refuse('not_found', '没有这个操作', { field: 'command' })
      const key = keyOf(request)
      const results = []
      for (const { id, input } of items) {
        if (!request.validateInput(input, spec.input)) {
          results.push({ id, ok: false, error: { code: 'invalid', message: '填写的内容不符合要求，请检查后重试' } })
          continue
        }
        const target = `${id}:${(input as { assignment?: number }).assignment ?? ''}`
        const done = await execute(shell, {
          centre: session.centre,
          actor: session.actor,
          noun,
          id,
          command,
          input,
          key: key && `${key}:${target}`,
          cause: request.id,
        })
        results.push(done.ok ? { id, ok: true } : { id, ok: false, error: done.refusal })
        if (!done.ok) await noteAttempt(shell, session, { route: `POST /api/batch ${noun}.${command}`, object: id, refusal: done.refusal })
      }
      return { results }
    },
  )
}

const Batch = Type.Object(
  {
    noun: Type.Union([Type.Literal('order'), Type.Literal('visit'), Type.Literal('request')]),
    command: Type.String(),
    items: Type.Array(
      Type.Object({ id: Type.String(), input: Type.Record(Type.String(), Type.Unknown()) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { additionalProperties: false },
)

const KeyHeader = Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 100 })) })

/** Without a key a command is done each time it arrives; pages always send one. */
export const keyOf = (request: FastifyRequest) => request.headers['idempotency-key'] as string | undefined

/** Carries out the command and answers the thing as it is now, with what may be done next. */
export async function answer(shell: Shell, call: Call) {
  const done = await execute(shell, call)
  if (!done.ok) throw new Refused(done.refusal)
  const { id, revision, told, replayed = false, left } = done
  const view =
    left && inScope(call.noun, left.state, call.actor, left.policy)
      ? await viewOf(shell, call.centre, call.noun, id, call.actor, left, left.words)
      : await openView(shell, call.centre, call.noun, id, call.actor)
  return { id, revision, ...told, replayed, view }
}
