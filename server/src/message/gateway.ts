/** 短信网关: the one adapter of the port, a generic HTTP gateway (docs/sms.md). Number and words go nowhere but into the signed body. */
import type { Instant } from '@huying/core/kernel'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { ChannelFault, type Handed, type MessageChannel } from './channel.ts'
import { signed } from './signature.ts'

const Answer = Type.Union([
  Type.Object({ accepted: Type.Literal(true), reference: Type.String({ maxLength: 100 }) }),
  Type.Object({ accepted: Type.Literal(false), why: Type.String({ maxLength: 200 }) }),
])

/** Milliseconds after which an attempt is given up; another follows. */
const TIMEOUT = 10_000

export interface Gateway {
  url: string
  secret: string
  now: () => Instant
}

export function httpGateway({ url, secret, now }: Gateway): MessageChannel {
  return {
    async send(message): Promise<Handed> {
      const body = JSON.stringify(message)
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...signed(secret, body, now()) },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      }).catch((error: unknown) => {
        throw new ChannelFault(reached(error))
      })
      const told: unknown = await answer.json().catch(() => undefined)
      if (answer.ok && Value.Check(Answer, told)) return told
      throw new ChannelFault(`短信网关答复异常（HTTP ${answer.status}）`)
    },
  }
}

function reached(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `短信网关 ${TIMEOUT / 1000} 秒内没有答复`
  const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string }
  return `连接不上短信网关${code ? `（${code}）` : ''}`
}
