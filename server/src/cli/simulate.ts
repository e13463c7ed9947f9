/** `huying simulate`: a month of published totals, played into an empty centre. */
import path from 'node:path'
import type { Shell } from '../shell/shell.ts'
import { comparedWith, simulateProfile } from '../simulate/profile.ts'
import type { Terminal } from './run.ts'

export const SIMULATE_HELP =
  '  simulate --profile 总量表.yaml --seed 数 [--centre 代码]   在空的中心按一个月的公开总量演练（写法见 docs/profiles.md）'

interface Given {
  profile?: string
  seed?: string
  centre?: string
  json?: boolean
}

/** The exit code: 1 where the profile cannot be played or something else came out; undefined where the command is not written right. */
export async function runSimulate(
  { profile: file, seed, centre: named, json }: Given,
  shell: Shell,
  { home, say }: Terminal,
): Promise<number | undefined> {
  if (!file || !/^\d{1,9}$/.test(seed ?? '')) return undefined
  const done = await simulateProfile(shell, { home, file: path.resolve(file), seed: Number(seed), centre: named })
  if (!done.ok) {
    say(`没有演练，有 ${done.faults.length} 处问题：`)
    for (const fault of done.faults) say(`  ${fault}`)
    if (json) say(JSON.stringify(done))
    return 1
  }
  const { centre, profile, seeded } = done
  const { contacts, requests, orders, events } = seeded
  say(`已演练 ${profile.month}：来电 ${contacts} 通，诉求 ${requests} 件，工单 ${orders} 件，事件 ${events} 条`)
  const compared = await comparedWith(shell, centre, profile)
  for (const { label, given, got, same } of compared) say(`  ${label}：总量表 ${given}，通报 ${got}${same ? '' : '　不符'}`)
  if (json) say(JSON.stringify({ centre, month: profile.month, ...seeded, compared }))
  return compared.every((row) => row.same) ? 0 : 1
}
