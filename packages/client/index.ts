/**
 * Typed calls to a Huying server, generated from its own description (`npm run client`). For other systems: gateways, reports, bridges.
 * A person signs in once; each write carries its own key, so that one that was sent again after a broken line is done once.
 */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './api.ts'

export interface SignIn {
  /** https://hotline.example.gov.cn */
  url: string
  login: string
  password: string
  /** A code of the second factor, where the account has one. */
  code?: string
}

/** Throws with the server's own sentence when it refuses the sign-in. */
export async function signIn({ url, ...body }: SignIn): Promise<Client<paths>> {
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await sentenceOf(answer))
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const me = (await (await fetch(`${url}/api/me`, { headers: { cookie } })).json()) as { csrf: string }
  const client = createClient<paths>({ baseUrl: url, headers: { cookie, 'x-csrf-token': me.csrf } })
  client.use({
    onRequest: ({ request }) => {
      if (request.method !== 'GET' && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID())
      return request
    },
  })
  return client
}

async function sentenceOf(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => undefined)) as { error?: { message: string } } | undefined
  return body?.error?.message ?? `${answer.status}`
}
