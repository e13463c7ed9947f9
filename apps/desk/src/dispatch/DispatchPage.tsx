import './dispatch.css'
import { Tabs } from '@huying/ui'
import { useCatalogue } from '../session.tsx'
import { useNow, weekText, timeText } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { DutyTab } from './DutyTab.tsx'
import { PoolTab } from './PoolTab.tsx'
import { usePool } from './pool.ts'
import { ReturnsTab } from './ReturnsTab.tsx'
import { RulingTab } from './RulingTab.tsx'
import { progressText, useSitting } from './sitting.ts'
import { UnsignedTab } from './UnsignedTab.tsx'
import { useOrderList } from './view.ts'

const TABS = {
  pool: '待派发',
  returned: '退单待审',
  extensions: '延期待审',
  pauses: '暂停待审',
  rulings: '待定责',
  unsigned: '催签',
} as const
type Tab = keyof typeof TABS
const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS

/** 派单台. */
export function DispatchPage() {
  const { tab: asked } = useWhereSearch()
  const tab = isTab(asked) ? asked : 'pool'
  const go = useGo()
  const pool = usePool()
  const { term } = useCatalogue()
  const lists = {
    returned: useOrderList('returned').data,
    extensions: useOrderList('extensions').data,
    pauses: useOrderList('pauses').data,
    rulings: useOrderList('rulings').data,
    unsigned: useOrderList('unsigned').data,
  }
  return (
    <div className="dp-page">
      <h1 className="hy-hidden">派单台</h1>
      <Tabs
        label="派单台"
        active={tab}
        onGo={go}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({
          key,
          label: key === 'rulings' ? `待${term('ruling', '定责')}` : TABS[key],
          count: (key === 'pool' ? pool.total : lists[key]?.rows.length) ?? null,
          more: key !== 'pool' && lists[key]?.next !== undefined,
          href: to('/dispatch', key === 'pool' ? {} : { tab: key }),
        }))}
        aside={<Progress left={pool.total} />}
      />
      <Body tab={tab} />
    </div>
  )
}

/** 11-08 周五 10:02　已派 412，退回补充 9，会商 6，剩 3 */
function Progress({ left }: { left: number | undefined }) {
  const now = useNow()
  const sitting = useSitting()
  return (
    <>
      {weekText(now)} {timeText(now)}　本次{progressText(sitting, left)}
    </>
  )
}

function Body({ tab }: { tab: Tab }) {
  switch (tab) {
    case 'pool':
      return <PoolTab />
    case 'returned':
      return <ReturnsTab />
    case 'extensions':
      return <RulingTab key="extension" kind="extension" />
    case 'pauses':
      return <RulingTab key="pause" kind="pause" />
    case 'rulings':
      return <DutyTab />
    case 'unsigned':
      return <UnsignedTab />
  }
}
