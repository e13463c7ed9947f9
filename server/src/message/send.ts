/**
 * The worker of the outbox: at least once, each attempt under the message's own id, so that a gateway that was told twice sends once.
 * A message is said to be sent only when an adapter has taken it over; without one it ends as 未接入短信通道.
 */
import type { Order } from '@huying/core/order/state'
import { isMobile, stillWanted } from '@huying/core/message/wanted'
import type { Logger } from 'pino'
import { waitAfter } from '../again.ts'
import type { Shell } from '../shell/shell.ts'
import { ChannelFault, type Handed } from './channel.ts'
import { preparedFor, type Sealed } from './prepare.ts'
import { type Claimed, claim, prepare, record } from './store.ts'

/** Handed over at the same time. */
const BATCH = 10
/** About 35 minutes of trying; then a person decides. */
const MOST_ATTEMPTS = 12

type Log = Pick<Logger, 'error'>

/** One round; how many messages it took up. The log names a message by its id, never its words or number. */
export async function sendDue(shell: Shell, log?: Log): Promise<number> {
  const messages = await claim(shell.pool, BATCH, shell.clock.now())
  await Promise.all(
    messages.map((m) =>
      attempt(shell, m).catch(async (error: unknown) => {
        const why = error instanceof ChannelFault ? error.message : '系统出了故障，见运行日志'
        log?.error({ message: m.message_id, error }, 'message not sent')
        await record(shell.pool, m, { at: shell.clock.now(), ...tried(m.attempts, why, shell) })
      }),
    ),
  )
  return messages.length
}

/** Until nothing is due any more. For tests and the CLI. */
export async function settleMessages(shell: Shell): Promise<number> {
  let total = 0
  for (let n = await sendDue(shell); n > 0; n = await sendDue(shell)) total += n
  return total
}

const tried = (attempts: number, why: string, { clock }: Shell) =>
  attempts < MOST_ATTEMPTS
    ? { stage: 'queued' as const, why, again: (clock.now() + waitAfter(attempts)) as ReturnType<typeof clock.now> }
    : { stage: 'given_up' as const, why }

async function attempt(shell: Shell, m: Claimed): Promise<void> {
  const end = (stage: 'failed' | 'dropped' | 'no_channel', why?: string) => record(shell.pool, m, { at: shell.clock.now(), stage, why })
  if (!(await wanted(shell, m))) return end('dropped', '签收、提交或时限变动，已不需要提醒')
  if (await madeConfidential(shell, m)) return end('dropped', '诉求已设为保密，答复不发短信')
  const sealed = m.sealed ?? (await takenUp(shell, m))
  if (!shell.messages) return end('no_channel')
  if (!sealed) return end('failed', '没有可以收信的人员')
  const { number, words } = JSON.parse(shell.crypto.open(sealed)) as Sealed
  if (number === undefined) return end('failed', '没有登记手机号码')
  if (!isMobile(number)) return end('failed', '登记的不是手机号码，收不到短信')
  const handed = await shell.messages.send({ id: m.sending_id, to: number, words })
  await taken(shell, m, handed)
}

async function taken(shell: Shell, m: Claimed, handed: Handed): Promise<void> {
  const at = shell.clock.now()
  if (handed.accepted) return record(shell.pool, m, { at, stage: 'sent', reference: handed.reference })
  return record(shell.pool, m, { at, stage: 'failed', why: `短信网关不予发送：${handed.why}` })
}

/** Words and number as they are now; kept sealed, so that every attempt says the same to the same number. */
async function takenUp(shell: Shell, m: Claimed): Promise<Buffer | undefined> {
  const { policy } = await shell.packs.current(m.centre)
  const people = await preparedFor(shell, m, policy, shell.clock.now())
  const [first] = people
  if (!first) return undefined
  await prepare(shell.pool, m, people)
  return Buffer.from(first.sealed, 'base64')
}

async function wanted({ pool }: Shell, { centre, order_id, wanted }: Claimed): Promise<boolean> {
  if (!wanted.clock) return true
  const { rows } = await pool.query<{ state: Order }>({
    name: 'message order',
    text: 'select state from work_order where centre_id = $1 and id = $2',
    values: [centre, order_id],
  })
  return rows[0] !== undefined && stillWanted(rows[0].state, wanted.clock)
}

/** What was prepared before is not sent either. */
async function madeConfidential({ pool }: Shell, { centre, wanted: { to } }: Claimed): Promise<boolean> {
  if (!('request' in to)) return false
  const { rows } = await pool.query<{ confidential: boolean }>({
    name: 'message request',
    text: 'select confidential from service_request where centre_id = $1 and id = $2',
    values: [centre, to.request],
  })
  return rows[0]?.confidential !== false
}
