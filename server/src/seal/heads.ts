/** Signed heads kept elsewhere: a line of JSON each. Whoever holds one can prove that everything before it is still there. */
import { appendFile, readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Shell } from '../shell/shell.ts'
import type { Head } from './batch.ts'
import { headIn } from './store.ts'

export const lineOf = (head: Head) => JSON.stringify(head)

/** The heads in a file. Throws in Chinese on a line that is none. */
export async function readHeads(file: string): Promise<Head[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim())
  return lines.flatMap((line, i) => {
    if (!line) return []
    const head = parsed(line)
    if (!head) throw new Error(`存证文件 ${file} 第 ${i + 1} 行不是存证，请检查文件是否完整`)
    return [head]
  })
}

function parsed(line: string): Head | undefined {
  try {
    const head = JSON.parse(line) as Partial<Record<keyof Head, unknown>>
    const texts = [head.centre, head.at, head.hash, head.key, head.signature].every((v) => typeof v === 'string')
    return texts && Number.isInteger(head.batch) && Number.isInteger(head.seal) ? (head as Head) : undefined
  } catch {
    return undefined
  }
}

/** Appends the head of every centre that has a new one; harmless where two processes do it. */
export async function appendHeads(shell: Pick<Shell, 'pool' | 'packs'>, file: string, told: Map<string, number>): Promise<void> {
  for (const { centre } of await shell.packs.centres()) {
    const head = await headIn(shell.pool, centre)
    if (!head || told.get(centre) === head.batch) continue
    await appendFile(file, `${lineOf(head)}\n`, { mode: 0o600 })
    told.set(centre, head.batch)
  }
}

export function startHeads(shell: Shell, log: Pick<Logger, 'error'>, file: string, minutes: number): { stop: () => Promise<void> } {
  const told = new Map<string, number>()
  let under = Promise.resolve()
  const round = () => {
    under = under
      .then(() => appendHeads(shell, file, told))
      .catch((error: unknown) => log.error({ err: error, file }, 'head was not written'))
  }
  round()
  const timer = setInterval(round, minutes * 60_000)
  return {
    stop: async () => {
      clearInterval(timer)
      // The last word of this process.
      round()
      await under
    },
  }
}
