/**
 * HUYING_TRUSTED_PROXIES: the proxies in front of this process. What they say of where a request comes from (X-Forwarded-For) and whether
 * it came over TLS (X-Forwarded-Proto) is believed, from nobody else: anybody can write such a header. None by default.
 */
import { isIP } from 'node:net'

/** Addresses and CIDR blocks, with commas between; throws on what is neither. */
export function proxiesOf(text: string | undefined): string[] {
  const blocks = (text ?? '')
    .split(',')
    .map((block) => block.trim())
    .filter(Boolean)
  const wrong = blocks.find((block) => !isBlock(block))
  if (wrong !== undefined)
    throw new Error(`HUYING_TRUSTED_PROXIES 里的“${wrong}”不是地址或网段，请写成 10.0.0.1 或 10.0.0.0/24 的形式，多个用逗号分隔`)
  return blocks
}

function isBlock(block: string): boolean {
  const [address = '', length, ...more] = block.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return (
    more.length === 0 && bits > 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= bits))
  )
}
