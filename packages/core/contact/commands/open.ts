/** 来电: announced by the telephone system, or entered by hand when it is down. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, Personal, refused } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import type { ContactRecord } from '../state.ts'

const Input = Type.Object(
  {
    channel: Type.String({ title: '来源渠道' }),
    line: Type.Optional(Type.String({ title: '原热线' })),
    number: Type.Optional(Personal('phone', '来电号码', 40)),
    callId: Type.Optional(Type.String({ maxLength: 80 })),
    ringing: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export const open: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'open',
  button: '来电',
  by: ['centre', 'person'],
  creates: true,
  input: Input,
  bars: () => undefined,
  decide: (_none, { channel, line, number, callId, ringing }, ctx) => {
    const { channels, lines } = ctx.policy.pack.kinds
    const kind = channels.find((c) => c.code === channel)
    if (!kind) return refused('unknown_code', '请选择来源渠道', { field: 'channel' })
    if (line && !lines.some((l) => l.code === line)) return refused('unknown_code', '没有这条归并热线', { field: 'line' })
    const fields = { id: ctx.ids(), version: ctx.version, channel, medium: kind.medium, line, number, callId }
    const agent = ringing ? undefined : { user: ctx.actor.user, name: ctx.actor.name }
    return decided<ContactEvent>({ type: 'opened', fields, agent })
  },
}
