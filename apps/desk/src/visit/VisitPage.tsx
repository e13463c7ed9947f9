import '../dispatch/dispatch.css'
import './visit.css'
import { useWhereSearch } from '../where.ts'
import { DueTab } from './DueTab.tsx'
import { type ListKey, ListTab } from './ListTab.tsx'
import { VISIT_TABS, VisitTabs } from './VisitTabs.tsx'

const isList = (text: string | undefined): text is ListKey => text === 'later' || text === 'unreached' || text === 'done'

/** 回访台. */
export function VisitPage() {
  const { tab } = useWhereSearch()
  return (
    <div className="dp-page">
      <h1 className="hy-hidden">回访台</h1>
      <VisitTabs active={isList(tab) ? tab : 'due'} />
      {isList(tab) ? <ListTab key={tab} tab={tab} label={VISIT_TABS[tab]} /> : <DueTab />}
    </div>
  )
}
