/** 统计通报: the month's figures. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../http.ts'
import type { Shell } from '../shell/shell.ts'
import { bulletinOf } from './bulletin.ts'

const Month = Type.Object({ month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', title: '月份' }) })

export function figureRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: typeof Month.static }>(
    '/api/bulletin/:month',
    { schema: { params: Month, summary: '月度运行情况' } },
    async (request) => {
      return bulletinOf(shell, signedIn(request).centre, request.params.month)
    },
  )
}
