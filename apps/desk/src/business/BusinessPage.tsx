import './business.css'
import { Tabs } from '@huying/ui'
import { HoldsTab } from '../retention/HoldsTab.tsx'
import { RetentionTab } from '../retention/RetentionTab.tsx'
import { PeopleTab } from '../system/PeopleTab.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { CalendarTab } from './CalendarTab.tsx'
import { ExportsTab } from './ExportsTab.tsx'
import { ImportTab } from './ImportTab.tsx'
import { MattersTab } from './MattersTab.tsx'
import { PacksTab } from './PacksTab.tsx'
import { PostsTab } from './PostsTab.tsx'
import { UnitsTab } from './UnitsTab.tsx'

const TABS = {
  units: '单位',
  people: '人员',
  posts: '岗位',
  matters: '事项',
  calendar: '日历',
  packs: '机制配置',
  retention: '保存期限',
  holds: '保全',
  exports: '导出审批',
  imports: '导入',
} as const
type Tab = keyof typeof TABS
const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS

/** 业务管理: what the city has agreed, and who works where. */
export function BusinessPage() {
  const { tab: asked } = useWhereSearch()
  const tab = isTab(asked) ? asked : 'units'
  const go = useGo()
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">业务管理</h1>
      <Tabs
        label="业务管理"
        active={tab}
        onGo={go}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({
          key,
          label: TABS[key],
          href: to('/business', key === 'units' ? {} : { tab: key }),
        }))}
      />
      <Body tab={tab} />
    </div>
  )
}

function Body({ tab }: { tab: Tab }) {
  switch (tab) {
    case 'units':
      return <UnitsTab />
    case 'people':
      return <PeopleTab />
    case 'posts':
      return <PostsTab />
    case 'matters':
      return <MattersTab />
    case 'calendar':
      return <CalendarTab />
    case 'packs':
      return <PacksTab />
    case 'retention':
      return <RetentionTab />
    case 'holds':
      return <HoldsTab />
    case 'exports':
      return <ExportsTab />
    case 'imports':
      return <ImportTab />
  }
}
