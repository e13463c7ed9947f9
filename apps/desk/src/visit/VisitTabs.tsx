import { Tabs } from '@huying/ui'
import { useSession } from '../session.tsx'
import { to, useGo } from '../where.ts'
import { useVisitCounts, type VisitTab } from './queries.ts'

export const VISIT_TABS: Readonly<Record<VisitTab, string>> = {
  due: '待回访',
  later: '约定再访',
  unreached: '未联系上',
  done: '已回访',
  review: '回访审核',
}

/** Reviewing has its own page, and its tab stands with those who may review. */
const REVIEWERS = new Set(['visit_review', 'centre_head'])

export function VisitTabs({ active }: { active: VisitTab }) {
  const go = useGo()
  const { actor } = useSession()
  const counts = useVisitCounts().data
  const keys = (Object.keys(VISIT_TABS) as VisitTab[]).filter((key) => key !== 'review' || REVIEWERS.has(actor.post))
  return (
    <Tabs
      label="回访台"
      active={active}
      onGo={go}
      items={keys.map((key) => ({
        key,
        label: VISIT_TABS[key],
        count: counts?.get(key)?.count ?? null,
        more: counts?.get(key)?.more,
        href: key === 'review' ? to('/visit/review') : to('/visit', key === 'due' ? {} : { tab: key }),
      }))}
    />
  )
}
