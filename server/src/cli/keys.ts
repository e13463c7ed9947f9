/** `huying keys status|rotate|retire`: the key file and what lies under its keys. */
import type { Shell } from '../shell/shell.ts'
import { addKey, dropKey, readKeys } from '../text/keyfile.ts'
import { type Part, PARTS } from '../text/parts.ts'
import { countByKey, moveAll } from '../text/rewrap.ts'

export interface KeysCall {
  shell: Shell
  /** The key file's path. */
  file: string
  say(line: string): void
  json?: boolean
}

/** The exit code; undefined where the verb is none of these. */
export async function keysCommand(verb: string | undefined, no: string | undefined, call: KeysCall): Promise<number | undefined> {
  if (verb === 'status') return status(call)
  if (verb === 'rotate') return rotate(call)
  if (verb === 'retire' && /^\d+$/.test(no ?? '')) return retire(Number(no), call)
  return undefined
}

async function counted({ shell }: KeysCall) {
  const total = new Map<number, Partial<Record<Part, number>>>()
  for (const { centre } of await shell.packs.centres())
    for (const [part, found] of Object.entries(await countByKey(shell, centre)) as [Part, Record<number, number>][])
      for (const [no, n] of Object.entries(found)) {
        const of = total.get(Number(no)) ?? {}
        // Files are not a centre's: they are counted once.
        of[part] = part === 'files' ? n : (of[part] ?? 0) + n
        total.set(Number(no), of)
      }
  return total
}

const said = (found: Partial<Record<Part, number>> | undefined) =>
  Object.entries(found ?? {})
    .map(([part, n]) => `${PARTS[part as Part]} ${n}`)
    .join('，') || '没有数据'

async function status(call: KeysCall): Promise<number> {
  const { keys } = readKeys(call.file)
  const under = await counted(call)
  for (const [i, { no, since }] of keys.entries()) {
    const active = i === keys.length - 1
    call.say(`第 ${no} 号密钥${active ? '（正在使用）' : ''}${since ? `，${since.slice(0, 10)} 启用` : ''}：${said(under.get(no))}`)
  }
  const gone = [...under.keys()].filter((no) => !keys.some((k) => k.no === no))
  for (const no of gone) call.say(`第 ${no} 号密钥不在密钥文件中，不能再读：${said(under.get(no))}`)
  if (call.json) call.say(JSON.stringify({ keys: keys.map(({ no, since }) => ({ no, since, under: under.get(no) ?? {} })), gone }))
  return gone.length ? 1 : 0
}

async function rotate(call: KeysCall): Promise<number> {
  const { shell, file, say } = call
  // A rotation that was broken off is ended first: keys do not pile up.
  const unfinished = await unmoved(shell)
  const no = unfinished ? shell.crypto.active() : addKey(file, new Date(shell.clock.now()))
  shell.crypto.lookups('')
  say(unfinished ? `继续上次的轮换：第 ${no} 号密钥` : `已启用第 ${no} 号密钥，服务不必停。请另行备份密钥文件 ${file}`)
  await moved(call)
  say(`轮换完成：全部数据已在第 ${no} 号密钥之下。旧密钥可用 huying keys retire <编号> 停用`)
  if (call.json) say(JSON.stringify({ active: no }))
  return 0
}

async function moved({ shell, say }: KeysCall) {
  for (const { centre } of await shell.packs.centres())
    await moveAll(shell, centre, { progress: ({ part, moved, done }) => say(`  ${PARTS[part]}：${moved}${done ? '，完成' : ''}`) })
}

async function unmoved({ pool, crypto, packs }: Shell): Promise<boolean> {
  if (crypto.active() === 1) return false
  const { rows } = await pool.query<{ ended: number }>(
    'select count(*)::int as ended from key_move where key_no = $1 and part = any($2) and ended_at is not null',
    [crypto.active(), Object.keys(PARTS)],
  )
  return (rows[0]?.ended ?? 0) < (await packs.centres()).length * Object.keys(PARTS).length
}

/** A key is dropped only when nothing lies under it: what a process wrote under it while it was being rotated is moved first. */
async function retire(no: number, call: KeysCall): Promise<number> {
  const { shell, file, say } = call
  const { keys } = readKeys(file)
  if (keys.at(-1)?.no === no || !keys.some((k) => k.no === no)) {
    say(keys.at(-1)?.no === no ? '正在使用的密钥不能停用，请先轮换：huying keys rotate' : `密钥文件中没有第 ${no} 号密钥`)
    return 1
  }
  if ((await counted(call)).has(no)) {
    await shell.pool.query(`update key_move set after = '', ended_at = null where key_no = $1`, [shell.crypto.active()])
    await moved(call)
  }
  const left = (await counted(call)).get(no)
  if (left) {
    say(`第 ${no} 号密钥之下还有数据，不能停用：${said(left)}`)
    return 1
  }
  dropKey(file, no)
  say(`第 ${no} 号密钥已停用并从密钥文件中删除。用它密封的旧备份从此不能再读；请同时销毁密钥文件的旧副本`)
  if (call.json) say(JSON.stringify({ retired: no }))
  return 0
}
