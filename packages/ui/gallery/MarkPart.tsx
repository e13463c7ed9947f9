import { Button } from 'antd'
import { ClockBadge } from '../ClockBadge.tsx'
import { Figure } from '../Figure.tsx'
import { KeyCap, KeyLine } from '../KeyCap.tsx'
import { Overlays } from '../Overlays.tsx'
import { colours } from '../tokens.ts'
import { Part } from './Part.tsx'

const TEXT = ['hint', 'meta', 'body', 'read', 'head', 'title', 'say', 'figure']
const SURFACES = ['bg', 'surface', 'sunken', 'hover', 'brand-soft'] as const

/** Text, colours and the small marks. */
export function MarkPart() {
  return (
    <div className="hy-parts">
      <Part title="时限" note="去掉颜色也能分辨">
        <div className="hy-line">
          {[0, 0.1, 0.5, 0.75].map((used) => (
            <ClockBadge key={used} level="normal" used={used}>
              {`11-15 周五 · 已用 ${used * 100}%`}
            </ClockBadge>
          ))}
        </div>
        <div className="hy-line">
          <ClockBadge level="near" used={0.94}>
            12:00 · 剩 2 小时 50 分
          </ClockBadge>
          <ClockBadge level="over">已超 1 天 2 小时</ClockBadge>
          <ClockBadge level="paused">暂停计时 · 等待鉴定</ClockBadge>
        </div>
        <div className="hy-line" style={{ filter: 'grayscale(1)' }}>
          <ClockBadge level="normal" used={0.5}>
            11-15 周五
          </ClockBadge>
          <ClockBadge level="near" used={0.94}>
            剩 2 小时 50 分
          </ClockBadge>
          <ClockBadge level="over">已超 16 小时</ClockBadge>
          <ClockBadge level="paused">暂停计时</ClockBadge>
        </div>
      </Part>
      <Part title="叠加标识" note="一行至多两个">
        <div className="hy-stack">
          <Overlays
            items={[
              { key: 'a', label: '紧急', kind: 'urgent' },
              { key: 'b', label: '督办中（热线）' },
              { key: 'c', label: '重办第 1 次' },
              { key: 'd', label: '多人一诉（12 人）' },
            ]}
          />
          <Overlays
            max={4}
            items={[
              { key: 'r', label: '红', kind: 'red' },
              { key: 'y', label: '黄 · 重点问题', kind: 'yellow' },
              { key: 'g', label: '绿', kind: 'green' },
              { key: 's', label: '贺静 正在处理', kind: 'soft' },
            ]}
          />
        </div>
      </Part>
      <Part title="按钮和键帽">
        <div className="hy-line">
          <Button type="primary">
            提交办结<KeyCap>F9</KeyCap>
          </Button>
          <Button>
            挂起<KeyCap>F8</KeyCap>
          </Button>
          <Button type="text">填报进展</Button>
          <Button disabled>
            申请退单<KeyCap>U</KeyCap>
          </Button>
          <Button danger>作废</Button>
          <Button size="small">导出</Button>
          <KeyCap>Ctrl K</KeyCap>
        </div>
        <KeyLine
          items={[
            { keys: ['J', 'K'], label: '上下' },
            { keys: ['空格'], label: '选中' },
          ]}
        />
      </Part>
      <Part title="指标" note="每个数都能打开明细">
        <div className="hy-line">
          <Figure label="受理" value={30038} unit="件" href="#mark" note="环比 +2.14%" />
          <Figure label="按时办结率" value={1489 / 1532} kind="rate" href="#mark" note="1,489 / 1,532" />
          <Figure label="超期" value={0} unit="件" href="#mark" note="昨日 2 件" />
          <Figure label="退单率" value={null} kind="rate" href="#mark" note="本月没有派发" />
        </div>
      </Part>
      <Part title="字号">
        {TEXT.map((name) => (
          <p key={name} style={{ font: `var(--t-${name})` }}>
            {name} 夜里路灯不亮 241108-0412 𠮷·阿卜杜拉
          </p>
        ))}
      </Part>
      <Part title="颜色">
        <div className="hy-line">
          {Object.keys(colours).map((name) => (
            <span key={name} className="hy-swatch">
              <i style={{ background: `var(--${name})` }} />
              {name}
            </span>
          ))}
        </div>
      </Part>
      <Part title="各底色上的文字" wide>
        {SURFACES.map((surface) => (
          <p key={surface} style={{ background: `var(--${surface})`, padding: '4px 8px' }}>
            {surface} <span style={{ color: 'var(--ink-2)' }}>第二级文字</span> <span style={{ color: 'var(--ink-3)' }}>第三级文字</span>{' '}
            <a href="#mark">链接</a> <span style={{ color: 'var(--near)' }}>临期</span> <span style={{ color: 'var(--error)' }}>出错</span>
          </p>
        ))}
      </Part>
    </div>
  )
}
