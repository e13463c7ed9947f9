import '../business/business.css'
import './reports.css'
import { Tabs } from '@huying/ui'
import { isMonth } from '../figures/month.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { isoDay, nowMs } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { NetworkTab } from './NetworkTab.tsx'
import { SigningTab } from './SigningTab.tsx'
import { TimelinessTab } from './TimelinessTab.tsx'

const TABS = { timeliness: '签收和退单延期', network: '承办网络', signing: '签批审计' } as const
type Tab = keyof typeof TABS

/** 办理时效: how the month went with signing, returns and extensions, who is there to handle, and what is odd about signatures. */
export function ReportsPage() {
  const { tab: asked, month: askedMonth } = useWhereSearch()
  const tabs = useMyTabs()
  const go = useGo()
  const present = isoDay(nowMs()).slice(0, 7)
  const month = isMonth(askedMonth) ? askedMonth : present
  const tab = tabs.find((one) => one === asked) ?? tabs[0]
  const href = (next: Tab, at = month) => to('/reports', { tab: next, month: at === present ? undefined : at })
  const choice = tab && (
    <input
      className="hy-input bu-state"
      type="month"
      aria-label="统计月份"
      max={present}
      value={month}
      onChange={({ target }) => isMonth(target.value) && go(href(tab, target.value))}
    />
  )
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">办理时效</h1>
      <Tabs label="办理时效" active={tab ?? ''} onGo={go} items={tabs.map((key) => ({ key, label: TABS[key], href: href(key) }))} />
      {tab === 'timeliness' && <TimelinessTab key={month} month={month} choice={choice} />}
      {tab === 'network' && <NetworkTab />}
      {tab === 'signing' && <SigningTab key={month} month={month} choice={choice} />}
    </div>
  )
}

/** As the server answers them: figures to whoever reads figures, the network to the centre, signatures to auditors and the centre. */
function useMyTabs(): Tab[] {
  const { pages, actor } = useSession()
  const { city } = useCatalogue()
  const reads = pages.includes('figures')
  const central = reads && actor.unit === city.centreUnit
  return [
    ...(reads ? (['timeliness'] as const) : []),
    ...(central ? (['network'] as const) : []),
    ...(central || pages.includes('audit') ? (['signing'] as const) : []),
  ]
}
