/** The built pages: the public page at /, the desk at /desk; every address inside them answers with their start page. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export async function servePages(app: FastifyInstance, folder: string) {
  for (const [name, prefix] of [
    ['desk', '/desk/'],
    ['public', '/'],
  ] as const) {
    const root = path.join(folder, name)
    if (!existsSync(root)) continue
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: name === 'desk',
      wildcard: false,
      // Smaller copies lie beside the files where the build made them.
      preCompressed: true,
      cacheControl: false,
      // What carries its content's digest in its name never changes; a start page that lagged behind would ask for files that are gone.
      setHeaders: (reply, file) => {
        void reply.header(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  }
  app.get('/desk', { schema: { hide: true } }, (_request, reply) => reply.redirect('/desk/'))
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && request.url.startsWith('/desk/')) return reply.sendFile('index.html', path.join(folder, 'desk'))
    return reply.code(404).send({ error: { code: 'not_found', message: '没有这个地址' } })
  })
}
