/** How Huying and a message gateway prove themselves to each other, in both directions: HMAC-SM3 over time and body (docs/sms.md). */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '@huying/core/kernel'

const TIME = 'x-huying-time'
const SIGNATURE = 'x-huying-signature'
/** A signed call may be as old as this, in milliseconds; the two clocks may differ by as much. */
const FRESH = 5 * 60_000

const sign = (secret: string, time: string, body: string) => createHmac('sm3', secret).update(`${time}.${body}`).digest('hex')

export const signed = (secret: string, body: string, now: Instant): Record<string, string> => ({
  [TIME]: String(now),
  [SIGNATURE]: sign(secret, String(now), body),
})

/** True where the body was signed with the secret not long ago. */
export function isSigned(secret: string, headers: Record<string, unknown>, body: string, now: Instant): boolean {
  const { [TIME]: time, [SIGNATURE]: given } = headers
  if (typeof time !== 'string' || typeof given !== 'string' || !(Math.abs(now - Number(time)) <= FRESH)) return false
  const [mine, theirs] = [Buffer.from(sign(secret, time, body)), Buffer.from(given.toLowerCase())]
  return mine.length === theirs.length && timingSafeEqual(mine, theirs)
}
