/** What every route knows of its caller and of how the application was built; a leaf, so that `http.ts` is only a root. */
import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { SessionRules } from './account/sessions.ts'
import type { Session } from './account/store.ts'
import { refuse } from './errors.ts'
import type { Site } from './operation/doctor/machine.ts'
import type { Health } from './operation/health.ts'

export interface HttpOptions {
  log: Logger | false
  /** The centre this address serves. */
  centre: string
  /** Told of every route as it is declared: for whoever must say who may use it. */
  onRoute?: (method: string, url: string) => void
  /** Demonstration accounts may be entered by one click. */
  demo: boolean
  /** In place of the pack's, where a clock is moved by hand. */
  sessions?: SessionRules
  /** Folder of the cities' configurations, from which the desk may publish. */
  cities?: string
  /** Addresses of the proxies in front, as CIDR blocks: theirs alone is believed when they say where a request comes from. */
  proxies?: readonly string[]
  /** Token of the first setup, printed once. */
  setup?: string
  /** Folder of the built pages, when there are any. */
  pages?: string
  /** What the telephone system proves itself with; without it there is no CTI web hook. */
  ctiSecret?: string
  /** What the message gateway proves its delivery reports with. */
  smsSecret?: string
  /** What the process knows of itself, for balancers. */
  health?: Health
  /** Where the process runs, for 系统健康. */
  site?: Site
}

declare module 'fastify' {
  interface FastifyRequest {
    session?: Session
    token?: string
    /** Why the token opens nothing any more. */
    ended?: string
  }
}

export const COOKIE = 'huying_session'

/** The session of a signed-in person, or the refusal that sends the page to its login form. */
export function signedIn(request: FastifyRequest): Session {
  return request.session ?? refuse('not_signed_in', request.ended ?? '请先登录')
}
