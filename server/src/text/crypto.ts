/**
 * 国密 behind one port: SM4-CTR with HMAC-SM3 (encrypt, then authenticate) for personal data, HMAC-SM3 for keyed digests.
 * Node has both natively; it has no SM4-GCM. A hardware module replaces this file's implementation, not its callers.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type SealProvider, sealProvider } from '../seal/provider.ts'

export interface CryptoProvider extends SealProvider {
  seal(plain: string): Buffer
  /** Throws when the value was altered or the key is another one. */
  open(sealed: Buffer): string
  /** The same for what is not text: scans, photographs. */
  sealBytes(plain: Buffer): Buffer
  openBytes(sealed: Buffer): Buffer
  /** Keyed digest: equal texts have equal digests; without the key it shows nothing. */
  digest(plain: string): string
}

/** `secret` is at least 32 random bytes, from the key file. */
export function gmCrypto(secret: Buffer): CryptoProvider {
  if (secret.length < 32) throw new Error('密钥文件过短：至少 32 字节')
  const derive = (purpose: string) => createHmac('sm3', secret).update(purpose).digest()
  const cipherKey = derive('sm4').subarray(0, 16)
  const macKey = derive('mac')
  const digestKey = derive('digest')
  const mac = (data: Buffer) => createHmac('sm3', macKey).update(data).digest()
  const sealBytes = (plain: Buffer) => {
    const iv = randomBytes(16)
    const cipher = createCipheriv('sm4-ctr', cipherKey, iv)
    const body = Buffer.concat([iv, cipher.update(plain), cipher.final()])
    return Buffer.concat([body, mac(body)])
  }
  const openBytes = (sealed: Buffer) => {
    const body = sealed.subarray(0, -32)
    if (!timingSafeEqual(mac(body), sealed.subarray(-32))) throw new Error('密文校验失败：数据被改动或密钥不符')
    const decipher = createDecipheriv('sm4-ctr', cipherKey, body.subarray(0, 16))
    return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()])
  }
  return {
    ...sealProvider(secret),
    sealBytes,
    openBytes,
    seal: (plain) => sealBytes(Buffer.from(plain, 'utf8')),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    digest: (plain) => createHmac('sm3', digestKey).update(plain).digest('base64url').slice(0, 32),
  }
}
