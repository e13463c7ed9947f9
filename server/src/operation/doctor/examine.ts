/** `huying doctor` and 系统健康: everything is looked at; what cannot be looked at is itself a finding, and the rest is looked at all the same. */
import { sealLag } from '../../seal/sealer.ts'
import type { Shell } from '../../shell/shell.ts'
import { databaseOf, keyFits, schemaOf } from './database.ts'
import type { Finding } from './finding.ts'
import { backupOf, diskOf, keyFileOf, logOf, type Site } from './machine.ts'
import { factorsOf, foldingOf, jobsOf, messagesOf, packOf, sealsOf, verificationOf } from './work.ts'

type Look = () => Promise<Finding | Finding[]> | Finding | Finding[]

export async function examine(shell: Shell, site: Site): Promise<Finding[]> {
  const { pool, clock } = shell
  const now = clock.now()
  const machine: Record<string, Look> = {
    disk: () => diskOf('disk', '数据磁盘', site.data),
    ...(site.plan ? { backup_disk: () => diskOf('backup_disk', '备份磁盘', site.plan?.folder ?? '') } : {}),
    key_file: () => keyFileOf(site),
    log: () => logOf(site),
    database: () => databaseOf(pool, () => clock.now()),
    schema: () => schemaOf(pool, site.migrations),
  }
  const found = await all(machine)
  // Under another schema the questions below would only fail.
  if (found.some(({ code, level }) => ['database', 'schema'].includes(code) && level === 'bad')) return found
  const [first] = await shell.packs.centres()
  if (!first)
    return [
      ...found,
      { code: 'centre', title: '热线中心', level: 'note', what: '还没有发布机制配置', todo: '请运行 npx huying city publish 名称' },
    ]
  const { centre } = first
  const { policy } = await shell.packs.current(centre)
  const work: Record<string, Look> = {
    key: () => keyFits(pool, centre, shell.crypto),
    backup: () => backupOf(pool, centre, site, now),
    jobs: () => jobsOf(pool, centre, now),
    messages: () => messagesOf(pool, centre, now, shell.messages !== undefined),
    seals: async () => sealsOf(await sealLag(pool, now)),
    folding: () => foldingOf(pool, centre),
    verification: () => verificationOf(pool, centre, now),
    pack: () => packOf(policy, now),
    factors: () => factorsOf(pool, centre, policy),
  }
  return [...found, ...(await all(work))]
}

async function all(looks: Record<string, Look>): Promise<Finding[]> {
  const out: Finding[] = []
  for (const [code, look] of Object.entries(looks)) {
    try {
      out.push(...[await look()].flat())
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      out.push({ code, title: TITLES[code] ?? code, level: 'bad', what: `查不了：${why}`, todo: '请先看数据库是否在运行，再查看运行日志' })
    }
  }
  return out
}
const TITLES: Record<string, string> = { database: '数据库', schema: '数据库结构', backup: '备份', key: '密钥', jobs: '后续事项和到时提醒' }
