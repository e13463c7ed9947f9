/** Files that the server hands out: saved under a name, never run or opened in the page's own right, whatever their bytes may be. */
import type { FastifyReply } from 'fastify'

export const asFile = (reply: FastifyReply, name: string): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
