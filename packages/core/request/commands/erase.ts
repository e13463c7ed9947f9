/** 申请删除 and 审批删除: one person asks with the basis, another one rules; only of what is over, since who is owed an answer must be reached. */
import { Type } from '@sinclair/typebox'
import { sealedIn } from '../../erase.ts'
import { heldBy } from '../../hold/hold.ts'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { REQUEST_WORDS } from '../words.ts'
import { isSettled, type ServiceRequest } from '../state.ts'

const Ask = Type.Object({ basis: OpenText('删除依据', 500, 4) }, { additionalProperties: false })

const PIPL = { publisher: '全国人民代表大会常务委员会', title: '中华人民共和国个人信息保护法', date: '2021-08-20', section: '第四十七条' }

export const askErasure: Command<ServiceRequest, RequestEvent, typeof Ask> = {
  noun: 'request',
  name: 'ask_erasure',
  button: '申请删除个人信息',
  by: ['centre'],
  needs: ['preserved'],
  input: Ask,
  bars: (request) => {
    if (request.erasedAt !== undefined) return bar('already', '本件的个人信息已经删除')
    if (request.erasure) return bar('pending', `${request.erasure.by}已经申请删除，等待另一人审批`)
    if (isSettled(request)) return undefined
    return bar('stage', `${REQUEST_WORDS[request.stage]}的诉求还要与诉求人联系，办结后才能删除个人信息`, { source: PIPL })
  },
  decide: (request, { basis }, { actor, facts }) => {
    const held = heldBy(facts.preserved)
    if (held) return { ok: false, refusal: held }
    if (!sealedIn(request).length) return refused('unchanged', '本件没有登记个人信息')
    return decided<RequestEvent>({ type: 'erasure_asked', basis, by: actor.name, user: actor.user })
  },
}

const Rule = Type.Object(
  { pass: Type.Boolean({ title: '同意删除' }), note: Type.Optional(OpenText('审批意见', 500)) },
  { additionalProperties: false },
)

export const ruleErasure: Command<ServiceRequest, RequestEvent, typeof Rule> = {
  noun: 'request',
  name: 'rule_erasure',
  button: '审批删除个人信息',
  by: ['centre'],
  needs: ['contents', 'preserved'],
  input: Rule,
  bars: ({ erasure, erasedAt, ...request }, { actor }) => {
    if (erasedAt !== undefined || !erasure) return bar('stage', '没有待审批的删除申请')
    if (erasure.user === actor.user) return bar('same_person', '删除个人信息须由另一人审批，申请人不能审批自己的申请', { source: PIPL })
    return isSettled(request) ? undefined : bar('stage', '诉求又在办理中，办结后才能删除个人信息')
  },
  decide: (request, { pass, note }, { actor, facts: { contents = [], preserved } }) => {
    if (!pass && !note) return refused('missing', '不同意的，请写明理由', { field: 'note' })
    if (!pass) return decided<RequestEvent>({ type: 'erasure_declined', by: actor.name, note })
    const held = heldBy(preserved)
    if (held) return { ok: false, refusal: held }
    return decided<RequestEvent>({ type: 'erased', by: actor.name, texts: sealedIn(request), files: contents })
  },
}

const Again = Type.Object({}, { additionalProperties: false })

/** 重新删除: a backup of before brought back what was erased; it was ruled on then, so nobody is asked again (server/src/erasure). */
export const eraseAgain: Command<ServiceRequest, RequestEvent, typeof Again> = {
  noun: 'request',
  name: 'erase_again',
  button: '重新删除个人信息',
  by: ['system'],
  needs: ['contents'],
  input: Again,
  bars: ({ erasedAt }) => (erasedAt === undefined ? undefined : bar('already', '本件的个人信息已经删除')),
  decide: (request, _input, { facts: { contents = [] } }) =>
    decided<RequestEvent>({ type: 'erased', texts: sealedIn(request), files: contents, again: true }),
}
