/** What a program and a person are told when something is refused or broken: one shape, stable codes, Chinese sentences. */
import type { Refusal } from '@huying/core/kernel'
import { REFUSALS } from '@huying/core/refusal'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { RETRY_AFTER, unavailable, UNAVAILABLE_WORDS } from './operation/unavailable.ts'

/** A refusal on its way out of a handler. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
  }
}

export function refuse(code: Refusal['code'], message: string, more: Omit<Refusal, 'code' | 'message'> = {}): never {
  throw new Refused({ code, message, ...more })
}

export function answerError(error: FastifyError | Refused, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refused) return reply.code(REFUSALS[error.refusal.code]).send({ error: error.refusal })
  if ('validation' in error && error.validation) return reply.code(400).send({ error: invalid(error) })
  if (error.statusCode === 429) return reply.code(429).send({ error: { code: 'too_many', message: '操作过于频繁，请稍后再试' } })
  if (error.statusCode && error.statusCode < 500)
    return reply.code(error.statusCode).send({ error: { code: 'invalid', message: '请求格式不对，请刷新页面后重试' } })
  const gone = unavailable(error)
  if (gone) {
    request.log.error({ err: error }, 'unavailable')
    return reply
      .code(503)
      .header('retry-after', RETRY_AFTER)
      .send({ error: { code: 'unavailable', message: UNAVAILABLE_WORDS[gone] } })
  }
  request.log.error({ err: error }, 'fault')
  return reply
    .code(500)
    .send({ error: { code: 'fault', message: `系统出了故障，您的内容没有保存，请稍后重试；如再次出现，请告知管理员编号 ${request.id}` } })
}

interface Fault {
  instancePath: string
  keyword: string
  params: Record<string, unknown>
  parentSchema?: { title?: string; properties?: Record<string, { title?: string }> }
}

/** The first broken rule as a sentence that names the field, the rule and what to do. */
function invalid(error: FastifyError): Refusal {
  const fault = (error.validation?.[0] ?? { instancePath: '', keyword: '', params: {} }) as unknown as Fault
  const missing = typeof fault.params.missingProperty === 'string' ? fault.params.missingProperty : undefined
  const extra = typeof fault.params.additionalProperty === 'string' ? fault.params.additionalProperty : undefined
  const field = [fault.instancePath.replaceAll('/', '.').replace(/^\./, ''), missing ?? extra].filter(Boolean).join('.')
  const title = (missing && fault.parentSchema?.properties?.[missing]?.title) ?? fault.parentSchema?.title ?? field
  return { code: 'invalid', field, message: sentence(fault, title || '请求内容', missing, extra) }
}

function sentence({ keyword, params }: Fault, title: string, missing?: string, extra?: string): string {
  if (missing) return `请填写“${title}”`
  if (extra) return `不认识的字段“${extra}”，请去掉后重试`
  if (keyword === 'maxLength') return `“${title}”不能超过 ${String(params.limit)} 个字，请缩短`
  if (keyword === 'minLength') return `请填写“${title}”`
  if (keyword === 'pattern' || keyword === 'format') return `“${title}”的格式不对，请检查后重新填写`
  if (keyword === 'enum' || keyword === 'const' || keyword === 'anyOf') return `“${title}”只能从列表中选择`
  if (keyword === 'type') return `“${title}”的类型不对，请检查后重新填写`
  return `“${title}”不符合要求，请检查后重新填写`
}
