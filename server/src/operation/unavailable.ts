/** Which failures mean that the database, or the disk below it, is not there for the moment: nothing is wrong with what was asked. */

const GONE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  // Shut down, crashed, starting; too many connections; a stand-by that takes no writes (failover under way); connection exceptions.
  ...['57P01', '57P02', '57P03', '53300', '25006', '08000', '08001', '08003', '08004', '08006'],
])
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])
/** The driver has no codes for these. */
const SAID =
  /^Connection terminated|^Client has encountered a connection error|^Client was closed|^Connection ended|^timeout (exceeded when trying to connect|expired)/

export type Unavailable = 'database' | 'disk'

export function unavailable(error: unknown): Unavailable | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '' } = error as { code?: string }
  if (FULL.has(code)) return 'disk'
  return GONE.has(code) || SAID.test(error.message) ? 'database' : undefined
}

/** What a person is told; the pages keep what was written, and the same act sent again carries the same key. */
export const UNAVAILABLE_WORDS: Record<Unavailable, string> = {
  database: '数据库暂时连不上，系统正在自动恢复；您填写的内容保留在本页，请稍候再试，同一操作不会重复办理',
  disk: '服务器磁盘已满，这次的内容没有保存；您填写的内容保留在本页，请立即联系系统管理员清理磁盘后再试',
}
/** Seconds after which to ask again (Retry-After). */
export const RETRY_AFTER = 5
