/** Where the bytes of attachments lie: a port with one adapter, a folder. Content is addressed by what it is, so the same scan lies there once. */
import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import type { CryptoProvider } from '../text/crypto.ts'

export interface BlobStore {
  /** Keeps the content and answers its address. */
  put(content: Buffer): Promise<string>
  /** Throws where the content was altered or is gone. */
  get(address: string): Promise<Buffer>
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** Sealed files in a folder, two letters of the address a level, written whole or not at all. */
export function folderBlobs(root: string, crypto: CryptoProvider): BlobStore {
  const fileOf = (address: string) => path.join(root, address.slice(0, 2), address)
  return {
    put: async (content) => {
      const address = sha256(content)
      const file = fileOf(address)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const draft = `${file}.${uuid()}`
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(crypto.sealBytes(content))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
      return address
    },
    get: async (address) => {
      const content = crypto.openBytes(await readFile(fileOf(address)))
      if (sha256(content) !== address) throw new Error(`attachment ${address} is not what it was`)
      return content
    },
  }
}
