import './figures.css'
import { type TabItem, Tabs } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { Export } from '../export/Export.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { isoDay, nowMs } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { BelowTab } from './BelowTab.tsx'
import { BulletinTab } from './BulletinTab.tsx'
import { CheckLine } from './CheckLine.tsx'
import { DictionaryTab } from './DictionaryTab.tsx'
import { InstantTab } from './InstantTab.tsx'
import { LedgerTab } from './LedgerTab.tsx'
import { daysIn, isMonth, stepMonth } from './month.ts'
import { QueryTab } from './QueryTab.tsx'
import { RowsPanel } from './RowsPanel.tsx'
import { TopicsTab } from './TopicsTab.tsx'
import type { Open, Opened } from './types.ts'
import { UnitsTable } from './UnitsTable.tsx'

const TABS = {
  bulletin: '月度通报',
  units: '承办单位',
  below: '承办单位实时',
  topics: '事项统计',
  query: '统计查询',
  dictionary: '口径说明',
  instant: '即时答复',
  praise: '表扬台账',
  unreasonable: '无理诉求认定台账',
} as const
type Tab = keyof typeof TABS
const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS

/** Not of a month: what is now, what the words mean, what is asked for by its own days. */
const TIMELESS: readonly Tab[] = ['below', 'dictionary', 'query']

function aboutOf(tab: Tab, present: boolean): string {
  if (tab === 'below') return '此刻在办情况，每分钟更新'
  if (tab === 'dictionary') return '各指标怎样计算，按现行机制配置'
  if (tab === 'query') return '统计期在下方选择；数据随办理情况变动'
  return present ? '本月尚未结束，数据随时变动' : '数据随办理情况变动'
}

/** The whole city is the centre's to read; a unit reads its own figures and those of the units below it. */
function useMyTabs(): Tab[] {
  const { actor } = useSession()
  const { city } = useCatalogue()
  const central: readonly Tab[] = ['bulletin', 'topics', 'query', 'instant']
  return (Object.keys(TABS) as Tab[]).filter((tab) => (actor.unit === city.centreUnit ? tab !== 'units' : !central.includes(tab)))
}

/** 统计通报: every figure opens the rows behind it. */
export function FiguresPage() {
  const { tab: askedTab, month: askedMonth } = useWhereSearch()
  const tabs = useMyTabs()
  const [first = 'below'] = tabs
  const tab = isTab(askedTab) && tabs.includes(askedTab) ? askedTab : first
  const present = isoDay(nowMs()).slice(0, 7)
  const month = isMonth(askedMonth) ? askedMonth : present
  const go = useGo()
  const [opened, setOpened] = useState<Opened>()
  const href = (next: Tab, at = month) => to('/figures', { tab: next === first ? undefined : next, month: at === present ? undefined : at })
  const items: TabItem[] = tabs.map((key) => ({ key, label: TABS[key], href: href(key) }))
  const turn = (next: string) => {
    setOpened(undefined)
    go(next)
  }
  return (
    <div className="fg-page">
      <Tabs label="统计通报" active={tab} onGo={turn} items={items} />
      <div className="fg-bar">
        {!TIMELESS.includes(tab) && <MonthChoice month={month} present={present} onChoose={(next) => turn(href(tab, next))} />}
        <span className="hy-mute">{aboutOf(tab, month === present)}</span>
        <div className="fg-bar-do">
          {!TIMELESS.includes(tab) && <Export kind="orders" query={daysIn(month)} />}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <CheckLine />
      <div className={opened ? 'fg-body fg-opened' : 'fg-body'}>
        <div className="fg-main" role="region" aria-label={`${TABS[tab]}内容`} tabIndex={0}>
          {tab !== 'bulletin' && <h1 className="hy-hidden">{TABS[tab]}</h1>}
          <Body tab={tab} month={month} onOpen={setOpened} />
        </div>
        {opened && <RowsPanel key={JSON.stringify(opened)} month={month} opened={opened} onClose={() => setOpened(undefined)} />}
      </div>
    </div>
  )
}

interface MonthChoiceProps {
  month: string
  present: string
  onChoose: (month: string) => void
}

function MonthChoice({ month, present, onChoose }: MonthChoiceProps) {
  return (
    <>
      <Button size="small" onClick={() => onChoose(stepMonth(month, -1))}>
        上月
      </Button>
      <input
        className="hy-input fg-month"
        type="month"
        aria-label="统计月份"
        max={present}
        value={month}
        onChange={({ target }) => isMonth(target.value) && onChoose(target.value)}
      />
      <Button size="small" disabled={month >= present} onClick={() => onChoose(stepMonth(month, 1))}>
        下月
      </Button>
    </>
  )
}

function Body({ tab, month, onOpen }: { tab: Tab; month: string; onOpen: Open }) {
  switch (tab) {
    case 'bulletin':
      return <BulletinTab month={month} onOpen={onOpen} />
    case 'units':
      return <UnitsTable month={month} />
    case 'below':
      return <BelowTab />
    case 'topics':
      return <TopicsTab month={month} onOpen={onOpen} />
    case 'query':
      return <QueryTab month={month} onOpen={onOpen} />
    case 'dictionary':
      return <DictionaryTab />
    case 'instant':
      return <InstantTab month={month} />
    case 'praise':
    case 'unreasonable':
      return <LedgerTab key={tab} ledger={tab} month={month} />
  }
}
