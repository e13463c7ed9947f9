import { Button } from 'antd'
import { useState } from 'react'
import { OfflineStrip, type OfflineStripProps } from '../OfflineStrip.tsx'
import { Provider } from '../Provider.tsx'
import { Shell } from '../Shell.tsx'
import { Tabs } from '../Tabs.tsx'
import type { Density } from '../theme.ts'
import { FormPart } from './FormPart.tsx'
import { ListPart } from './ListPart.tsx'
import { MarkPart } from './MarkPart.tsx'
import { NotePart } from './NotePart.tsx'
import { OrderPart } from './OrderPart.tsx'
import { TablePart } from './TablePart.tsx'

const PARTS = [
  { key: 'list', label: '办理列表', part: ListPart, count: 31 },
  { key: 'table', label: '列表的各种状态', part: TablePart, count: 0 },
  { key: 'form', label: '表单', part: FormPart },
  { key: 'order', label: '工单', part: OrderPart },
  { key: 'mark', label: '标识与文字', part: MarkPart, count: 1204 },
  { key: 'note', label: '提示', part: NotePart, count: null },
]
const MENU = ['办理工作台', '签批', '会商与定责', '文书', '台账', '统计通报', '专题', '名录与值班', '知识库与统一口径']

/** Every component in every state, with invented content; the app mounts it at /gallery, outside its own frame. */
export function Gallery() {
  const [active, setActive] = useState(window.location.hash.slice(1) || 'list')
  const [density, setDensity] = useState<Density>('dense')
  const [network, setNetwork] = useState<OfflineStripProps['state']>('online')
  const chosen = PARTS.find(({ key }) => key === active) ?? PARTS[0]
  const Chosen = chosen?.part ?? ListPart
  const go = (href: string) => {
    window.history.replaceState(null, '', href)
    setActive(href.slice(1))
  }
  return (
    <Provider density={density}>
      <Shell
        unit="东湖区"
        post="联络员"
        onPost={() => undefined}
        menu={MENU.map((label) => ({ key: label, label, href: `#${active}` }))}
        active="办理工作台"
        onGo={() => undefined}
        maxMenu={6}
        search={{ hint: '编号、标题、地点、号码', onSearch: () => undefined }}
        notices={{ count: 3, onOpen: () => undefined }}
        person="沈敏"
        links={<a href={`#${active}`}>交接</a>}
        strip={<OfflineStrip state={network} savedAt="09:12" />}
      >
        <div className="hy-page">
          {active !== 'order' && <h1 className="hy-hidden">部件</h1>}
          <Tabs
            label="部件"
            active={chosen?.key ?? 'list'}
            onGo={go}
            items={PARTS.map(({ key, label, count }) => ({ key, label, count, href: `#${key}` }))}
            aside={
              <>
                <Button type="text" size="small" onClick={() => setDensity(density === 'dense' ? 'roomy' : 'dense')}>
                  {density === 'dense' ? '宽松' : '紧凑'}
                </Button>
                <Button type="text" size="small" onClick={() => setNetwork(network === 'offline' ? 'restored' : 'offline')}>
                  {network === 'offline' ? '恢复网络' : '断网'}
                </Button>
              </>
            }
          />
          <div className="hy-page-body">
            <Chosen key={active} />
          </div>
        </div>
      </Shell>
    </Provider>
  )
}
