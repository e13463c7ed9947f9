import '../dispatch/dispatch.css'
import '../visit/visit.css'
import './review.css'
import { Tabs } from '@huying/ui'
import { to, useGo, useWhereSearch } from '../where.ts'
import { useOrderList } from '../dispatch/view.ts'
import { ReviewTab } from './ReviewTab.tsx'
import { UnreasonableTab } from './UnreasonableTab.tsx'

const TABS = { review: '待审核', unreasonable: '无理诉求认定' } as const
type Tab = keyof typeof TABS
const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS

/** 审核台: what units have submitted, before anybody calls the person back. */
export function ReviewPage() {
  const { tab: asked } = useWhereSearch()
  const tab = isTab(asked) ? asked : 'review'
  const go = useGo()
  const counts: Record<Tab, number | undefined> = {
    review: useOrderList('review').data?.rows.length,
    unreasonable: useOrderList('unreasonable').data?.rows.length,
  }
  return (
    <div className="dp-page">
      <h1 className="hy-hidden">审核台</h1>
      <Tabs
        label="审核台"
        active={tab}
        onGo={go}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({
          key,
          label: TABS[key],
          count: counts[key] ?? null,
          href: to('/review', key === 'review' ? {} : { tab: key }),
        }))}
      />
      {tab === 'review' ? <ReviewTab /> : <UnreasonableTab />}
    </div>
  )
}
