/**
 * Where a database may be found. DATABASE_URL names one machine or several, as libpq writes it (postgres://用户:口令@主机甲:5432,主机乙:5432/库):
 * the first that takes writes is used. The driver knows one host only, so the others are kept beside the address it is given.
 */
export interface Address {
  host: string
  port: number
}

/** Scheme and sign-in; the hosts; the rest. */
const FORM = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/
const HOST = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/
const PORT = 5432

/**
 * `url` with its first host alone, and all of them; no addresses where the URL names none (a socket of this machine).
 * @throws Error in one sentence where a host of the list is not of the form
 */
export function addressesOf(url: string): { url: string; addresses: Address[] } {
  const [, before = '', hosts = '', after = ''] = FORM.exec(url) ?? []
  if (!hosts) return { url, addresses: [] }
  const said = hosts.split(',')
  return { url: `${before}${said[0] ?? ''}${after}`, addresses: said.map(addressOf) }
}

function addressOf(said: string): Address {
  const [, host = '', port] = HOST.exec(said) ?? []
  if (!host) throw new Error(`DATABASE_URL 中的主机“${said}”不对：多台数据库写成 主机甲:5432,主机乙:5432，用英文逗号隔开`)
  return { host: decodeURIComponent(host.replace(/^\[(.+)\]$/, '$1')), port: Number(port ?? PORT) }
}
