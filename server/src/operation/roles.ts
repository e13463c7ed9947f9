/**
 * 角色: what one process does. All of it by default; a larger centre starts several processes and gives each some. Two processes with the
 * same role are harmless: whatever they take up is claimed in the database.
 */
export const ROLES = {
  web: '网页和接口',
  jobs: '后续事项和到时提醒',
  messages: '短信发送',
  folder: '统计汇总',
  sealer: '封存和审计校验',
  care: '定时备份和数据清理',
} as const
export type Role = keyof typeof ROLES

export interface Running {
  stop(): Promise<void>
}

/** HUYING_ROLES: names with commas between; nothing means all. Throws on a name that is none. */
export function rolesOf(said: string | undefined): ReadonlySet<Role> {
  const names = (said ?? '').split(',').flatMap((name) => name.trim() || [])
  const unknown = names.filter((name) => !(name in ROLES))
  if (unknown.length) {
    const known = Object.entries(ROLES).map(([name, does]) => `${name}（${does}）`)
    throw new Error(`HUYING_ROLES 中没有这个角色：${unknown.join('、')}。可用的角色：${known.join('、')}，用英文逗号隔开，不设则全部`)
  }
  return new Set(names.length ? (names as Role[]) : (Object.keys(ROLES) as Role[]))
}

/** Ends what runs, all at once; what has not ended after `limit` milliseconds is named in the answer and left behind. */
export async function stopAll(running: ReadonlyMap<string, Running>, limit: number): Promise<string[]> {
  const open = new Set(running.keys())
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit)
  })
  await Promise.race([Promise.allSettled([...running].map(([name, part]) => part.stop().finally(() => open.delete(name)))), late])
  clearTimeout(timer)
  return [...open]
}
