/** Passwords: what is asked of one's own, and the first one that an administrator hands over. */
import { randomInt } from 'node:crypto'
import { bar, type Refusal } from '@huying/core/kernel'

const SHORTEST = 8
/** Letters and digits that nobody mistakes for one another when they are read aloud. */
const CLEAR = 'abcdefghjkmnpqrstuvwxyz23456789'

export function weakness(password: string, login: string): Refusal | undefined {
  const faults = [
    password.length < SHORTEST && `至少 ${SHORTEST} 位`,
    !/[a-z]/i.test(password) && '含字母',
    !/\d/.test(password) && '含数字',
    password.toLowerCase().includes(login.toLowerCase()) && '不含账号',
  ].filter((fault) => typeof fault === 'string')
  return faults.length ? bar('invalid', `新密码不符合要求：须${faults.join('、')}`, { field: 'next' }) : undefined
}

/** Valid until first used: its owner must then choose his own. */
export function firstPassword(): string {
  const draw = (count: number) => Array.from({ length: count }, () => CLEAR[randomInt(CLEAR.length)]).join('')
  return `${draw(4)}-${draw(4)}-${randomInt(10, 100)}`
}
