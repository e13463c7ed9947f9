/** Where the bytes of attachments lie: a port with one adapter, a folder. Content is addressed by what it is, so the same scan lies there once. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import type { CryptoProvider } from '../text/crypto.ts'

export interface BlobStore {
  /** Keeps the content and answers its address. */
  put(content: Buffer): Promise<string>
  /** Throws where the content was altered or is gone. */
  get(address: string): Promise<Buffer>
  /** Ends the content for good: the key that it carries is written over before its name goes. Of what is not there, nothing happens. */
  destroy(address: string): Promise<void>
  /** Everything as it lies there, in the order of its addresses, behind the given one. */
  sealed(after: string): AsyncIterable<{ address: string; content: Buffer }>
  /** Brings what lies there under the active key; answers whether it had to. */
  rewrap(address: string, content: Buffer): Promise<boolean>
}

export const addressOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** Sealed files in a folder, two letters of the address a level, written whole or not at all. */
export function folderBlobs(root: string, crypto: CryptoProvider): BlobStore {
  const fileOf = (address: string) => path.join(root, address.slice(0, 2), address)
  const write = async (address: string, sealed: Buffer) => {
    const file = fileOf(address)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const draft = `${file}.${uuid()}`
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(sealed)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  }
  return {
    put: async (content) => {
      const address = addressOf(content)
      await write(address, crypto.sealBytes(content))
      return address
    },
    get: async (address) => {
      const content = crypto.openBytes(await readFile(fileOf(address)))
      if (addressOf(content) !== address) throw new Error(`attachment ${address} is not what it was`)
      return content
    },
    destroy: async (address) => {
      const handle = await open(fileOf(address), 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
      if (!handle) return
      try {
        await handle.write(randomBytes((await handle.stat()).size), 0, undefined, 0)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await unlink(fileOf(address))
    },
    sealed: async function* (after) {
      const names = async (folder: string) => (await readdir(folder).catch(() => [] as string[])).sort()
      for (const level of (await names(root)).filter((name) => name >= after.slice(0, 2)))
        for (const address of (await names(path.join(root, level))).filter((name) => /^[0-9a-f]{64}$/.test(name) && name > after))
          yield { address, content: await readFile(fileOf(address)) }
    },
    rewrap: async (address, content) => {
      if (crypto.keyOf(content) === crypto.active()) return false
      await write(address, crypto.rewrap(content))
      return true
    },
  }
}
