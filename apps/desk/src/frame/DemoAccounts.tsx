export interface DemoAccount {
  login: string
  name: string
  post: string
  unit: string
  label: string
  unitName: string
}

/** The server names the accounts only where it runs with its own demonstration data. */
export const DEMO_PASSWORD = 'huying-demo'

interface DemoAccountsProps {
  accounts: readonly DemoAccount[]
  disabled: boolean
  onEnter: (account: DemoAccount) => void
}

/** The centre's posts by the work they do; units follow by name. */
const GROUPS: readonly [label: string, posts: readonly string[]][] = [
  ['受理', ['agent', 'agent_enterprise', 'agent_deputy', 'supervisor_shift', 'web_intake', 'intake_review', 'knowledge_editor']],
  ['派单与审核', ['dispatcher', 'dispatch_review']],
  ['回访', ['visitor', 'visit_review']],
  ['管理与分析', ['centre_head', 'business_admin', 'analyst', 'overseer']],
  ['系统三员', ['sys_admin', 'sec_admin', 'audit_admin']],
]

function grouped(accounts: readonly DemoAccount[]): [string, DemoAccount[]][] {
  const central = GROUPS.map(([label, posts]): [string, DemoAccount[]] => [
    label,
    posts.flatMap((code) => accounts.filter(({ post }) => post === code)),
  ])
  const rest = accounts.filter(({ post }) => !GROUPS.some(([, posts]) => posts.includes(post)))
  const units = [...new Set(rest.map(({ unitName }) => unitName))]
  const byUnit = units.map((unit): [string, DemoAccount[]] => [unit, rest.filter(({ unitName }) => unitName === unit)])
  return [...central, ...byUnit].filter(([, list]) => list.length > 0)
}

/** One click enters as one of the posts. */
export function DemoAccounts({ accounts, disabled, onEnter }: DemoAccountsProps) {
  return (
    <section className="dk-demo" aria-label="演示账号">
      <h2>演示账号</h2>
      <p className="hy-second">点一下即以该岗位登录，内容为演示数据。</p>
      <dl>
        {grouped(accounts).map(([label, list]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {list.map((account) => (
                <button key={account.login} type="button" disabled={disabled} title={account.login} onClick={() => onEnter(account)}>
                  {account.label}
                </button>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
