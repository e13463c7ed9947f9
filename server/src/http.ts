/** The HTTP application: sessions, errors, documentation; each slice adds its routes. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { findSession, touchSession } from './account/store.ts'
import { OWED_WORDS, owedBy, staysOpen } from './account/owes.ts'
import { accountRoutes } from './account/routes.ts'
import { sessionRules, whyEnded } from './account/sessions.ts'
import { setupRoutes } from './account/setup.ts'
import { businessRoutes } from './business/routes.ts'
import { catalogueRoutes } from './pack/routes.ts'
import { ctiRoutes } from './contact/cti.ts'
import { commandRoutes } from './shell/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { retentionRoutes } from './retention/routes.ts'
import { sealRoutes } from './seal/routes.ts'
import { noteAttempt } from './audit/refused.ts'
import { source } from './audit/note.ts'
import { answerError, Refused, refuse } from './errors.ts'
import { bulletinRoutes } from './bulletin/routes.ts'
import { exportRoutes } from './export/routes.ts'
import { measureRoutes } from './figures/measures.ts'
import { figureRoutes } from './figures/routes.ts'
import { noticeRoutes } from './notice/routes.ts'
import { courseRoutes } from './request/course.ts'
import { requestRoutes } from './request/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { attachmentRoutes } from './attachment/routes.ts'
import { orderRoutes } from './order/routes.ts'
import { taskRoutes } from './task/routes.ts'
import { visitRoutes } from './visit/routes.ts'
import { changeRoutes } from './changes/routes.ts'
import { signingRoutes } from './audit/signing.ts'
import { draftRoutes } from './draft/routes.ts'
import { importRoutes } from './import/routes.ts'
import { intakeRoutes } from './intake/routes.ts'
import { knowledgeRoutes } from './knowledge/routes.ts'
import { reportRoutes } from './message/reports.ts'
import { messageRoutes } from './message/routes.ts'
import { metricRoutes } from './metrics.ts'
import { healthPageRoutes } from './operation/doctor/routes.ts'
import { type Health, healthRoutes, isOfHealth } from './operation/health.ts'
import { servePages } from './pages.ts'
import { publicRoutes } from './public/routes.ts'
import { COOKIE, type HttpOptions } from './session.ts'
import type { Shell } from './shell/shell.ts'
import { tallyStore } from './tally.ts'

/** Nobody watches the database, nobody stops the process: an application inside a test. */
const ALONE: Health = { downSince: () => undefined, stopping: () => false }

/** The route that answers, as it was declared; an address that no route has is its own. */
const routeOf = (request: FastifyRequest) => request.routeOptions.url ?? request.url
const isPublic = (request: FastifyRequest) => routeOf(request).startsWith('/api/public/')

export async function buildHttp(shell: Shell, options: HttpOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    ...(options.log ? { loggerInstance: options.log as FastifyBaseLogger } : { logger: false }),
    ajv: { customOptions: { keywords: ['text'], removeAdditional: false, coerceTypes: 'array', useDefaults: true, verbose: true } },
    genReqId: () => crypto.randomUUID(),
    // One line a request, by its route (`metrics.ts`): an address may hold a number that somebody searched for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 2 * 1024 * 1024,
    // Whose word on where a request comes from is taken, and over which protocol.
    trustProxy: options.proxies?.length ? [...options.proxies] : false,
  })
  const { onRoute } = options
  if (onRoute) app.addHook('onRoute', ({ method, url }) => [method].flat().forEach((one) => onRoute(one, url)))
  app.setErrorHandler(async (error: FastifyError | Refused, request, reply) => {
    const { session } = request
    if (error instanceof Refused && session) {
      const { id: object } = (request.params ?? {}) as { id?: string }
      const attempt = { route: `${request.method} ${routeOf(request)}`, object, refusal: error.refusal }
      await source
        .run(request.ip, () => noteAttempt(shell, session, attempt))
        .catch((fault: unknown) => request.log.error({ err: fault }, 'attempt not noted'))
    }
    return answerError(error, request, reply)
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
  })
  await app.register(rateLimit, { global: false, store: tallyStore(shell, options.centre) })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Huying 呼应', version: '0.1.0', description: '12345 政务服务便民热线平台接口' } },
  })
  const rules = async () => options.sessions ?? sessionRules((await shell.packs.current(options.centre)).policy, options.demo)
  const running = async (token: string) => findSession(shell.pool, options.centre, token, shell.clock.now(), await rules())
  app.addHook('onRequest', async (request) => {
    const token = request.cookies[COOKIE]
    // The pages themselves are the same for everybody, and there also while the database is away.
    if (!token || !request.url.startsWith('/api/') || isOfHealth(request.url)) return
    const now = shell.clock.now()
    request.session = await running(token)
    request.token = token
    if (request.session) await touchSession(shell.pool, options.centre, token, request.session.seenAt, now)
    else request.ended = await whyEnded(shell.pool, options.centre, token, await rules(), now)
  })
  // A page of another site cannot read the session's token, so it cannot send it.
  app.addHook('preHandler', async (request) => {
    if (!request.session || ['GET', 'HEAD', 'OPTIONS'].includes(request.method) || isPublic(request)) return
    if (request.headers['x-csrf-token'] !== request.session.csrf) refuse('forbidden', '页面已过期，请刷新后重试')
  })
  // Last, so that it holds for the handler: what is noted there says where it came from.
  app.addHook('preHandler', (request, _reply, done) => source.run(request.ip, done))
  app.addHook('preHandler', async (request) => {
    if (!request.session || staysOpen(routeOf(request))) return
    const [owed] = owedBy(request.session, (await shell.packs.current(options.centre)).policy)
    if (owed) refuse('forbidden', OWED_WORDS[owed])
  })
  app.get('/api/docs', { schema: { hide: true } }, () => app.swagger())
  healthRoutes(app, options.health ?? ALONE)
  healthPageRoutes(app, shell, options.site)
  metricRoutes(app, shell, options.site)
  accountRoutes(app, shell, options, rules)
  setupRoutes(app, shell, options.centre, options.setup)
  catalogueRoutes(app, shell)
  commandRoutes(app, shell)
  requestRoutes(app, shell)
  orderRoutes(app, shell)
  attachmentRoutes(app, shell)
  taskRoutes(app, shell)
  visitRoutes(app, shell)
  figureRoutes(app, shell)
  measureRoutes(app, shell)
  bulletinRoutes(app, shell)
  publicRoutes(app, shell, options)
  intakeRoutes(app, shell)
  ctiRoutes(app, shell, options)
  messageRoutes(app, shell)
  reportRoutes(app, shell, options)
  draftRoutes(app, shell)
  changeRoutes(app, shell, running)
  signingRoutes(app, shell)
  exportRoutes(app, shell)
  importRoutes(app, shell)
  knowledgeRoutes(app, shell)
  businessRoutes(app, shell, options)
  searchRoutes(app, shell)
  courseRoutes(app, shell)
  noticeRoutes(app, shell)
  auditRoutes(app, shell)
  sealRoutes(app, shell)
  retentionRoutes(app, shell)
  if (options.pages) await servePages(app, options.pages)
  return app
}
