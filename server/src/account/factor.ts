/** The second factor (第二因素) as a port: what a person enrols with, and whether what he typed fits. TOTP is the first adapter. */
import type { Instant } from '@huying/core/kernel'
import { Secret, TOTP } from 'otpauth'

export interface SecondFactor {
  /** Word for the person: 动态验证码. */
  readonly label: string
  /** A fresh secret and the address that an authenticator reads. */
  enrol(login: string): { secret: string; uri: string }
  /** The step the code belongs to, or undefined where it does not fit. A step already used is not good again. */
  fits(secret: string, code: string, now: Instant, lastStep: number | null): number | undefined
}

const PERIOD = 30
const ISSUER = '呼应 12345'

/** RFC 6238, six digits in 30 seconds, one step of drift to either side. */
export const totp: SecondFactor = {
  label: '动态验证码',
  enrol(login) {
    const secret = new Secret({ size: 20 })
    return { secret: secret.base32, uri: new TOTP({ issuer: ISSUER, label: login, secret }).toString() }
  },
  fits(secret, code, now, lastStep) {
    const delta = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD }).validate({ token: code, timestamp: now, window: 1 })
    if (delta === null) return undefined
    const step = Math.floor(now / 1000 / PERIOD) + delta
    return lastStep !== null && step <= lastStep ? undefined : step
  },
}
