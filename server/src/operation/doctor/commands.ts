/** `huying doctor [--json]`: the same findings as the page, and an exit code for a watchdog. */
import type { Terminal } from '../../cli/run.ts'
import type { Shell } from '../../shell/shell.ts'
import { examine } from './examine.ts'
import { exitCode, type Finding, LEVELS } from './finding.ts'
import type { Site } from './machine.ts'

/** `serves`: whether a server answers at the port of this machine. */
export async function runDoctor(
  args: string[],
  shell: Shell,
  site: Site,
  serves: () => Promise<boolean>,
  { say }: Terminal,
): Promise<number> {
  const server: Finding = (await serves())
    ? { code: 'server', title: '服务', level: 'ok', what: '正在运行' }
    : { code: 'server', title: '服务', level: 'note', what: '本机没有运行，或用了其他端口（PORT）' }
  return tell([server, ...(await examine(shell, site))], args, say)
}

/** Where not even the database could be reached. */
export function tellUnreachable(why: string, args: string[], { say }: Terminal): number {
  const todo = '请看数据库是否在运行、DATABASE_URL 是否正确、网络是否通'
  return tell([{ code: 'database', title: '数据库', level: 'bad', what: `连不上：${why}`, todo }], args, say)
}

function tell(findings: Finding[], args: string[], say: (line: string) => void): number {
  for (const { title, level, what, todo } of findings) {
    say(`〔${LEVELS[level]}〕${title}：${what}`)
    if (todo) say(`        ${todo}`)
  }
  const open = findings.filter(({ level }) => level === 'warn' || level === 'bad').length
  say(open ? `有 ${open} 项要处理` : '一切正常')
  if (args.includes('--json')) say(JSON.stringify(findings))
  return exitCode(findings)
}
