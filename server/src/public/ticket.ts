/** Who may see a request without an account: whoever has its number and query code (查询码). Five wrong codes lock the number for an hour. */
import { formatInstant, HOUR, plus } from '@huying/core/calendar'
import { bar, type Instant } from '@huying/core/kernel'
import type { ServiceRequest } from '@huying/core/request/state'
import { Type } from '@sinclair/typebox'
import { Refused } from '../errors.ts'
import { queryKey } from '../shell/facts.ts'
import type { Shell } from '../shell/shell.ts'
import { countOne, forget, rest } from '../tally.ts'

export const Ticket = {
  number: Type.String({ pattern: '^\\d{6}-?\\d{4,6}$', title: '编号' }),
  code: Type.String({ pattern: '^\\d{6}$', title: '查询码' }),
}

const MOST_WRONG = 5
/** What is counted, by number. */
const TRIES = 'query code'

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
  const { count: tries, until } = await countOne(shell, centre, TRIES, full, now, HOUR)
  if (tries > MOST_WRONG) throw locked(until)
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>(
    'select state from service_request where centre_id = $1 and number = $2',
    [centre, full],
  )
  const state = rows[0]?.state
  if (state?.queryKey !== undefined && state.queryKey === queryKey(shell, full, code)) {
    await forget(shell, centre, TRIES, full)
    return state
  }
  // The hour is counted from the last wrong try.
  if (tries === MOST_WRONG) throw locked(await rest(shell, centre, TRIES, full, plus(now, HOUR)))
  const left = MOST_WRONG - tries
  throw new Refused(bar('not_found', `编号或查询码不对，请核对后再写一次，还可以试 ${left} 次；查询码忘了，请拨打 12345 查询`))
}

function locked(until: Instant): Refused {
  const time = formatInstant(until).slice(11)
  return new Refused(bar('locked', `查询码写错 ${MOST_WRONG} 次，这个编号暂时不能查询，请在 ${time} 以后再试，或拨打 12345 查询`))
}
