/** Who may see a request without an account: whoever has its number and query code (查询码). Five wrong codes lock the number for an hour. */
import { formatInstant, HOUR, plus } from '@huying/core/calendar'
import { bar, type Instant } from '@huying/core/kernel'
import type { ServiceRequest } from '@huying/core/request/state'
import { Type } from '@sinclair/typebox'
import { Refused } from '../errors.ts'
import { queryKey } from '../shell/facts.ts'
import type { Shell } from '../shell/shell.ts'

export const Ticket = {
  number: Type.String({ pattern: '^\\d{6}-?\\d{4,6}$', title: '编号' }),
  code: Type.String({ pattern: '^\\d{6}$', title: '查询码' }),
}

const MOST_WRONG = 5

/** The stages of the house are nobody's words outside. */
export const MOVED_ON = bar('stage', '这件事刚刚有了新的进展，现在不能这样做，请重新查看进展')

/** The request of a number whose code fits. A try is counted before it is looked at, so that many at once gain nothing. */
export async function openTicket(
  shell: Shell,
  centre: string,
  { number, code }: { number: string; code: string },
): Promise<ServiceRequest> {
  const full = number.includes('-') ? number : `${number.slice(0, 6)}-${number.slice(6)}`
  const now = shell.clock.now()
  const { tries, until } = await countTry(shell, centre, full, now)
  if (tries > MOST_WRONG) throw locked(until)
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>(
    'select state from service_request where centre_id = $1 and number = $2',
    [centre, full],
  )
  const state = rows[0]?.state
  if (state?.queryKey !== undefined && state.queryKey === queryKey(shell, full, code)) {
    await shell.pool.query('delete from counter where centre_id = $1 and kind = $2', [centre, kindOf(full)])
    return state
  }
  if (tries === MOST_WRONG) throw locked(await lock(shell, centre, full, until, now))
  const left = MOST_WRONG - tries
  throw new Refused(bar('not_found', `编号或查询码不对，请核对后再写一次，还可以试 ${left} 次；查询码忘了，请拨打 12345 查询`))
}

const kindOf = (number: string) => `wrong ${number}`
/** Rows of wrong tries keep in `day` the moment at which they are forgotten. */
const hourFrom = (now: Instant) => new Date(plus(now, HOUR)).toISOString()

async function countTry({ pool }: Shell, centre: string, number: string, now: Instant) {
  await pool.query(`delete from counter where centre_id = $1 and kind like 'wrong %' and day <= $2`, [centre, new Date(now).toISOString()])
  const { rows } = await pool.query<{ tries: number; until: string }>(
    `insert into counter (centre_id, kind, day, value)
     values ($1, $2, coalesce((select max(day) from counter where centre_id = $1 and kind = $2), $3), 1)
     on conflict (centre_id, kind, day) do update set value = counter.value + 1
     returning value as tries, day as until`,
    [centre, kindOf(number), hourFrom(now)],
  )
  return rows[0] ?? { tries: 1, until: hourFrom(now) }
}

/** The hour is counted from the last wrong try. */
async function lock({ pool }: Shell, centre: string, number: string, until: string, now: Instant): Promise<string> {
  const end = hourFrom(now)
  await pool.query('update counter set day = $4 where centre_id = $1 and kind = $2 and day = $3', [centre, kindOf(number), until, end])
  return end
}

function locked(until: string): Refused {
  const time = formatInstant(Date.parse(until) as Instant).slice(11)
  return new Refused(bar('locked', `查询码写错 ${MOST_WRONG} 次，这个编号暂时不能查询，请在 ${time} 以后再试，或拨打 12345 查询`))
}
