export type DatabaseStartCode = 'version' | 'disk' | 'permission' | 'namespace' | 'binary' | 'timeout' | 'crash'

/** The embedded database cannot run. `message` is one sentence for the person at the keyboard, `code` is for programs. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError'
  readonly code: DatabaseStartCode

  constructor(code: DatabaseStartCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const DISK = /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/
const PERMISSION = /Permission denied|Operation not permitted|Read-only file system|has wrong ownership|EACCES|EPERM|EROFS/
const VERSION = /files are incompatible with server|initialized by PostgreSQL version/
const BINARY = /error while loading shared libraries|GLIBC_|cannot execute|failed to execute|spawn .*(ENOENT|ENOEXEC)/
const TRANSIENT = /lock file .* already exists|pre-existing shared memory block|could not create any TCP\/IP sockets|Address already in use/

/** Whether a failed start is worth another try: what is left of a killed server goes away by itself, a taken port can be changed. */
export const isTransient = (output: string): boolean => TRANSIENT.test(output)

/** Turns whatever stopped a start (an errno, the output of initdb or postgres) into the one sentence that says what to do. */
export function explain(problem: unknown, root: string): DatabaseStartError {
  if (problem instanceof DatabaseStartError) return problem
  const text = problem instanceof Error ? `${problem.message} ${'stderr' in problem ? problem.stderr : ''}` : String(problem)
  const fail = (code: DatabaseStartCode, message: string) => new DatabaseStartError(code, message, problem)
  if (DISK.test(text)) return fail('disk', `磁盘空间不足，数据库无法启动：请在“${root}”所在的磁盘上腾出至少 1 GB 空间后重新启动。`)
  if (BINARY.test(text)) {
    return fail(
      'binary',
      '数据库程序无法在这台机器上运行：请在项目目录重新执行 npm install，若系统不受支持（如 Alpine）请改用外部 PostgreSQL。',
    )
  }
  if (PERMISSION.test(text)) {
    return fail('permission', `没有权限读写数据目录“${root}”：请用创建它的系统用户启动，或用 chown 把它交给当前用户。`)
  }
  if (VERSION.test(text)) return fail('version', `数据目录“${root}”是由另一个版本的 PostgreSQL 建立的：请用原来的版本导出数据后再导入。`)
  if (isTransient(text)) {
    return fail('timeout', `上一个数据库进程迟迟没有退出，仍占用着“${root}”：请结束残留的 postgres 进程后重新启动。`)
  }
  return fail('crash', `数据库没能启动就退出了：请查看“${root}/postgres-log”中的日志，若数据已损坏请从最近的备份恢复。`)
}
