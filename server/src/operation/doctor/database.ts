/** The database: what it is, whether it fits the program, whether its clock agrees. */
import type { CryptoProvider } from '../../text/crypto.ts'
import { type Db, migrationFiles } from '../../db.ts'
import { revealTexts } from '../../text/read.ts'
import type { Finding } from './finding.ts'

const OLDEST = 150_000

interface Settings {
  number: number
  version: string
  ctype: string
  page_cost: number
  fsync: string
  bytes: number
  at: number
}

export async function databaseOf(db: Db, now: () => number): Promise<Finding[]> {
  const before = now()
  const { rows } = await db.query<Settings>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version, d.datctype as ctype,
       current_setting('random_page_cost')::float8 as page_cost, current_setting('fsync') as fsync, pg_database_size(d.oid) as bytes,
       (extract(epoch from clock_timestamp()) * 1000)::float8 as at from pg_database d where d.datname = current_database()`,
  )
  const s = rows[0]
  if (!s) return []
  const after = now()
  const [code, title] = ['database', '数据库']
  const found: Finding[] = []
  const bad = (as: string, what: string, todo: string) => found.push({ code: as, title, level: 'bad', what, todo })
  if (s.number < OLDEST) bad(code, `PostgreSQL ${s.version} 过旧`, '请升级到 PostgreSQL 15 或更高版本')
  else found.push({ code, title, level: 'ok', what: `PostgreSQL ${s.version}，${Math.ceil(s.bytes / 1024 ** 2)} MB` })
  if (['C', 'POSIX'].includes(s.ctype))
    bad('locale', `字符类型是 ${s.ctype}，汉字无法检索`, '请用 C.UTF-8 或 zh_CN.UTF-8 重建数据库后恢复备份')
  if (s.fsync !== 'on') bad('fsync', 'fsync 已关闭，断电会丢数据', '请在 postgresql.conf 中设 fsync = on 并重启数据库')
  if (s.page_cost > 2)
    found.push({
      ...{ code: 'page_cost', title: '数据库参数', level: 'warn', what: `random_page_cost = ${s.page_cost}，大表统计会慢数倍` },
      todo: '固态硬盘请设为 1.1：alter database … set random_page_cost = 1.1',
    })
  return [...found, clockOf(s.at, before, after)]
}

/** The database's clock against ours, whose answer took from `before` to `after`. */
export function clockOf(at: number, before: number, after: number): Finding {
  const apart = at < before ? before - at : at > after ? at - after : 0
  const [code, title] = ['clock', '时钟']
  if (apart <= 2000) return { code, title, level: 'ok', what: '与数据库一致' }
  const what = `与数据库的时钟相差 ${(apart / 1000).toFixed(1)} 秒`
  return { code, title, level: apart > 60_000 ? 'bad' : 'warn', what, todo: '请在两台机器上启用网络对时（chrony），时限按本机时钟计算' }
}

export async function schemaOf(db: Db, folder: string): Promise<Finding> {
  const [code, title] = ['schema', '数据库结构']
  const files = await migrationFiles(folder)
  const { rows } = await db.query<{ name: string }>(`select name from migration order by 1`).catch(() => ({ rows: [] }))
  const done = new Set(rows.map(({ name }) => name))
  const newer = [...done].filter((name) => !files.includes(name))
  const todo = files.filter((name) => !done.has(name))
  if (newer.length) return { code, title, level: 'bad', what: `比程序新（${newer.join('、')}）`, todo: '请升级程序' }
  if (todo.length)
    return {
      code,
      title,
      level: 'bad',
      what: `还差 ${todo.length} 步更新`,
      todo: '请先备份，再启动新版程序，它会自动更新（见 docs/upgrading.md）',
    }
  return { code, title, level: 'ok', what: `第 ${files.length} 步，与程序一致` }
}

/** Opens what was sealed last: with another key file nothing personal can be read. */
export async function keyFits(db: Db, centre: string, crypto: CryptoProvider): Promise<Finding> {
  const [code, title] = ['key', '密钥']
  const { rows } = await db.query<{ id: string }>(
    'select text_id as id from text_value where centre_id = $1 and key is not null order by text_id desc limit 1',
    [centre],
  )
  if (!rows[0]) return { code, title, level: 'ok', what: '还没有封存的内容' }
  try {
    await revealTexts(db, centre, [rows[0].id], crypto)
    return { code, title, level: 'ok', what: '能打开封存的内容' }
  } catch {
    return {
      code,
      title,
      level: 'bad',
      what: '打不开封存的内容：密钥文件不是这个数据库的',
      todo: '请换回原来的密钥文件后重启，切勿删除现有文件',
    }
  }
}
