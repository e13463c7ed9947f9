/** `huying <command>`: each command is a few lines over the same shell the server uses. `--json` prints one line last. */
import { createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readMapping } from '../import/mapping.ts'
import { fileOnDisk } from '../import/rows.ts'
import { faultLine, importRequests } from '../import/run.ts'
import { AUDIT_HELP, runAudit } from '../seal/commands.ts'
import type { Shell } from '../shell/shell.ts'
import { BULLETIN_HELP, runBulletin } from './bulletin.ts'
import { checkCity, exportCity, publishCity } from './city.ts'
import { eraseCommand, isEraseVerb } from './erase.ts'
import { keysCommand } from './keys.ts'
import { REFOLD_HELP, runRefold } from './refold.ts'
import { runSeed, SEED_HELP } from './seed.ts'
import { runSimulate, SIMULATE_HELP } from './simulate.ts'

export interface Terminal {
  home: string
  /** The key file's path, where there is one to rotate. */
  keys?: string
  say(line: string): void
  /** Another process of this program on the same database; answers what it said. */
  beside?(args: string[], shell: Shell): Promise<string>
}

export const HELP = `用法：npx huying <命令>
  city check [名称…]              检查机制配置文件夹：格式、完整性、示例
  city publish <名称>             发布为该中心的新版本
  city export <中心代码> <文件夹>   导出正在使用的版本
  import requests <文件> --centre 代码 [--as history|new] [--map 对照.yaml] [--source 名称] [--dry-run] [--errors 文件]
                                  导入诉求：csv（UTF-8 或 GB18030）、xlsx、jsonl
  erase ask|approve|decline <诉求编号> --centre 代码 --by 账号 --why 依据或意见
                                  删除个人信息：一人申请，另一人审批，不能恢复
  keys status                     密钥文件中各把密钥，以及各自之下的数据
  keys rotate                     启用一把新密钥，把全部数据换到它之下（服务不停，中断后再次运行即继续）
  keys retire <编号>               停用一把之下已没有数据的旧密钥
${BULLETIN_HELP}
${SIMULATE_HELP}
${SEED_HELP}
${REFOLD_HELP}
  backup --to 文件或文件夹 | backup verify 文件 | restore --from 文件   备份、核对备份、恢复到空的数据库
${AUDIT_HELP}
  doctor [--json]                 检查系统健康：哪里不对、怎么办（退出码 0 正常，1 注意，2 须处理）
不带命令则启动服务。`

/** Commands that need no database. Undefined when the command needs one. */
export async function runWithoutDatabase(args: string[], { home, say }: Terminal): Promise<number | undefined> {
  const [noun, verb, ...names] = args
  if (noun === 'help' || noun === '--help') {
    say(HELP)
    return 0
  }
  if (noun !== 'city' || verb !== 'check') return undefined
  const results = await Promise.all(
    (names.length ? names : await cityNames(home)).filter((n) => !n.startsWith('--')).map((n) => checkCity(path.join(home, 'cities'), n)),
  )
  for (const { name, faults, counts } of results) {
    say(
      faults.length
        ? `${name}：${faults.length} 处问题`
        : `${name}：检查通过（${Object.entries(counts)
            .map(([k, n]) => `${k} ${n}`)
            .join('，')}）`,
    )
    for (const fault of faults) say(`  ${fault}`)
  }
  if (args.includes('--json')) say(JSON.stringify(results))
  return results.some((r) => r.faults.length) ? 1 : 0
}

/** Commands over the database; the exit code. */
export async function runCommand(args: string[], shell: Shell, terminal: Terminal): Promise<number> {
  const { home, keys, say } = terminal
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'history' },
      map: { type: 'string' },
      source: { type: 'string' },
      'dry-run': { type: 'boolean' },
      errors: { type: 'string' },
      centre: { type: 'string' },
      month: { type: 'string' },
      period: { type: 'string' },
      orders: { type: 'string' },
      years: { type: 'string' },
      part: { type: 'string' },
      edition: { type: 'string' },
      cutoff: { type: 'string' },
      why: { type: 'string' },
      by: { type: 'string' },
      kind: { type: 'string' },
      format: { type: 'string', default: 'md' },
      profile: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean' },
      since: { type: 'string' },
      head: { type: 'string' },
    },
  })
  const [noun, verb, first, second] = positionals
  if (noun === 'city' && verb === 'publish' && first) {
    const done = await publishCity(shell, path.join(home, 'cities'), first, '命令行')
    say(`已发布：${done.centre} 第 ${done.version} 版${done.entries ? `，统一口径 ${done.entries} 条` : ''}`)
    if (values.json) say(JSON.stringify(done))
    return 0
  }
  if (noun === 'city' && verb === 'export' && first && second) {
    say(`已导出 ${await exportCity(shell, first, path.resolve(second))} 个文件到 ${second}`)
    return 0
  }
  if (noun === 'import' && verb === 'requests' && first && values.centre) {
    const mapping = values.map ? await readMapping(path.resolve(values.map)) : undefined
    const errors = values.errors ? createWriteStream(path.resolve(values.errors)) : undefined
    const done = await importRequests(shell, values.centre, fileOnDisk(path.resolve(first)), {
      as: values.as === 'new' ? 'new' : 'history',
      mapping,
      source: values.source ?? path.basename(first),
      dryRun: values['dry-run'],
      faulty: (row, why) => errors?.write(faultLine(row, why)),
      progress: ({ read, added, faulty }) => {
        if (read % 2000 === 0) say(`已读 ${read} 行，导入 ${added} 件，有误 ${faulty} 行`)
      },
    })
    await new Promise((resolve) => (errors ? errors.end(resolve) : resolve(undefined)))
    say(
      `${values['dry-run'] ? '试运行：可导入' : '已导入'} ${done.added} 件，此前已有 ${done.known} 件，有误 ${done.faulty} 行${values.errors && done.faulty ? `，见 ${values.errors}` : ''}`,
    )
    if (values.json) say(JSON.stringify(done))
    return done.added + done.known > 0 || done.read === 0 ? 0 : 1
  }
  if (noun === 'audit') {
    const code = await runAudit(verb, values, shell, say)
    if (code !== undefined) return code
  }
  const told =
    noun === 'bulletin'
      ? await runBulletin(verb, values, shell, say)
      : noun === 'simulate'
        ? await runSimulate(values, shell, { home, say })
        : noun === 'refold'
          ? await runRefold(values, shell, say)
          : noun === 'seed'
            ? await runSeed(values, shell, terminal)
            : undefined
  if (told !== undefined) return told
  if (noun === 'erase' && isEraseVerb(verb) && first && values.centre && values.by)
    return eraseCommand(verb, { shell, centre: values.centre, number: first, as: values.by, why: values.why, say })
  const ofKeys = noun === 'keys' && keys ? await keysCommand(verb, first, { shell, file: keys, say, json: values.json }) : undefined
  if (ofKeys !== undefined) return ofKeys
  say(HELP)
  return 2
}

const cityNames = async (home: string) =>
  (await readdir(path.join(home, 'cities'), { withFileTypes: true })).filter((d) => d.isDirectory()).map((d) => d.name)
