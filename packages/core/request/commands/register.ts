/** 登记诉求: a request gets its number. What becomes of it is said at once (outcome) or later by answer, refuse, transfer, forward. */
import { Type } from '@sinclair/typebox'
import { type Command, type Context, type Decision, decided, refused } from '../../kernel.ts'
import type { Mark } from '../../mark/mark.ts'
import type { RegisteredFields, RequestEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import { codesBar, factField, factLabel, MatterInput, type MatterOf, missingFacts, requiredFacts, superiorBar } from '../input.ts'
import type { ServiceRequest } from '../state.ts'
import { accept } from './accept.ts'
import { answer, AnswerInput } from './answer.ts'
import { forward } from './forward.ts'
import { refuse, RefuseInput } from './refuse.ts'
import { transfer, TransferInput } from './transfer.ts'

const Outcome = Type.Union([
  Type.Object({ how: Type.Literal('forward'), into: Type.Optional(Type.String({ title: '并入工单' })) }, { additionalProperties: false }),
  Type.Object({ how: Type.Literal('answer'), ...AnswerInput }, { additionalProperties: false }),
  Type.Object({ how: Type.Literal('refuse'), ...RefuseInput }, { additionalProperties: false }),
  Type.Object({ how: Type.Literal('transfer'), ...TransferInput }, { additionalProperties: false }),
])

const Input = Type.Object({ ...MatterInput, outcome: Type.Optional(Outcome) }, { additionalProperties: false })

export const register: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'register',
  button: '登记',
  by: ['centre', 'person'],
  needs: ['numbers', 'mentions', 'knowledge', 'orders'],
  creates: true,
  input: Input,
  bars: () => undefined,
  decide: (_none, input, ctx) => {
    const unknown = codesBar(input, ctx)
    if (unknown) return { ok: false, refusal: unknown }
    const heir = ctx.policy.category(input.category)?.succeededBy
    if (heir) return refused('unknown_code', `这个事项已并入“${ctx.policy.category(heir)?.name ?? heir}”，请改选`, { field: 'category' })
    const early = superiorBar(input, ctx)
    if (early) return { ok: false, refusal: early }
    const lacking = missingFacts(wantedFacts(input, ctx), input)
    if (lacking[0]) {
      const names = lacking.map((c) => factLabel(c, ctx.policy)).join('、')
      return refused('missing', `登记前还缺：${names}`, { field: factField(lacking[0]) })
    }
    const registered: RequestEvent = {
      type: 'registered',
      by: ctx.actor.name,
      user: ctx.actor.user,
      stage: reviewed(input, ctx) ? 'pending' : 'registered',
      fields: fieldsOf(input, ctx),
    }
    if (registered.stage === 'pending') return decided<RequestEvent>(registered)
    return inTurn(registered, [(s) => accept.decide(s, {}, ctx), (s) => outcome(s, input.outcome, ctx)], ctx)
  },
}

/** 必采要素: the pack's list for words spoken by phone; a person on the web writes what he has and the centre asks for the rest. */
function wantedFacts(input: typeof Input.static, ctx: Context): string[] {
  const { intake } = ctx.policy.pack
  const alike = intake.askAlike.value && ctx.facts.mentions?.includes('alike') ? ['alike'] : []
  if (ctx.actor.post === 'citizen' || isPassedOn(input)) return []
  return [...requiredFacts(input.type, input.category, ctx.policy), ...alike]
}

/** 不予受理、转接: nobody here handles it, so the person is not questioned about what only a unit would need. */
const isPassedOn = ({ outcome }: typeof Input.static) => outcome?.how === 'refuse' || outcome?.how === 'transfer'

const reviewed = (input: MatterOf, ctx: Context) =>
  ctx.policy.pack.kinds.channels.find((c) => c.code === input.channel)?.reviewed === true && ctx.actor.post === 'citizen'

function fieldsOf(input: MatterOf, ctx: Context): RegisteredFields {
  const { policy, facts, now } = ctx
  const type = policy.pack.kinds.types.find((t) => t.code === input.type)
  return {
    id: ctx.ids(),
    number: facts.numbers?.request ?? '',
    version: ctx.version,
    channel: input.channel,
    medium: policy.pack.kinds.channels.find((c) => c.code === input.channel)?.medium ?? 'phone',
    line: input.line,
    contact: input.contact,
    requester: input.requester,
    confidential: input.confidential ?? false,
    shareNumber: input.confidential ? false : (input.shareNumber ?? true),
    type: input.type,
    reportedAs: type?.reportedAs ?? input.type,
    praise: type?.praise ?? false,
    category: input.category,
    categoryPath: policy.categoryPath(input.category),
    title: input.title,
    content: input.content,
    place: input.place ?? {},
    since: input.since,
    affected: input.affected,
    alike: input.alike,
    wants: input.wants,
    facts: input.facts,
    marks: marksOf(input, ctx),
    occurredAt: now,
    superiorDue: input.superiorDue,
    queryKey: facts.numbers?.queryKey,
  }
}

/** Marks the agent chose, and those a rule sets: words of the pack and enough households hit (CLASS-07). */
function marksOf(input: MatterOf, ctx: Context): Mark[] {
  const by = ctx.actor.name
  const chosen = (input.marks ?? []).map((m) => ({ ...m, by, at: ctx.now }))
  const urgency = input.urgency && input.urgency !== 'normal' ? [{ kind: input.urgency, by, at: ctx.now }] : []
  const many = (input.affected?.high ?? input.affected?.low ?? 0) >= ctx.policy.pack.intake.majorHouseholds.value
  const ruled =
    many && ctx.facts.mentions?.includes('major') ? [{ kind: 'major', by: '系统', at: ctx.now, rule: 'intake.majorHouseholds' }] : []
  const all: Mark[] = [...chosen, ...urgency, ...ruled]
  return all.filter((mark, i) => all.findIndex((m) => m.kind === mark.kind) === i)
}

function outcome(state: ServiceRequest, chosen: typeof Input.static.outcome, ctx: Context): Decision<RequestEvent> {
  if (!chosen) return decided<RequestEvent>()
  switch (chosen.how) {
    case 'forward':
      return forward.decide(state, { into: chosen.into }, ctx)
    case 'answer':
      return answer.decide(state, chosen, ctx)
    case 'refuse':
      return refuse.decide(state, chosen, ctx)
    case 'transfer':
      return transfer.decide(state, chosen, ctx)
  }
}

/** Decides each further step on the state that the ones before it lead to: all of it, or nothing. */
function inTurn(first: RequestEvent, steps: ((state: ServiceRequest) => Decision<RequestEvent>)[], ctx: Context): Decision<RequestEvent> {
  const events = [first]
  let state = evolve(undefined, first, ctx.now)
  for (const step of steps) {
    const decision = step(state)
    if (!decision.ok) return decision
    events.push(...decision.events)
    state = decision.events.reduce((s, e) => evolve(s, e, ctx.now), state)
  }
  return { ok: true, events }
}
