import { Button } from 'antd'
import { useState } from 'react'
import { BatchBar } from '../BatchBar.tsx'
import { ClockBadge } from '../ClockBadge.tsx'
import type { Column, RowGroup, Sort } from '../columns.ts'
import { DataTable } from '../DataTable.tsx'
import { Facts } from '../Facts.tsx'
import { KeyCap, KeyLine } from '../KeyCap.tsx'
import { TitleCell } from '../TitleCell.tsx'
import { LATER, MANY, OVERDUE, type SampleRow, TODAY } from './sample.ts'

export const COLUMNS: readonly Column<SampleRow>[] = [
  { key: 'no', title: '编号', width: 104, quiet: true, cell: (row) => row.no },
  { key: 'title', title: '标题', cell: (row) => <TitleCell title={row.title} overlays={row.overlays} /> },
  { key: 'unit', title: '承办', width: 112, cell: (row) => row.unit, filter: { onOpen: () => undefined } },
  { key: 'state', title: '状态', width: 96, cell: (row) => row.state },
  { key: 'contact', title: '联系', width: 72, cell: (row) => row.contact },
  {
    key: 'due',
    title: '办理截止',
    width: 208,
    sortable: true,
    cell: ({ clock }) => (
      <ClockBadge level={clock.level} used={clock.used}>
        {clock.text}
      </ClockBadge>
    ),
  },
]

const GROUPS: readonly RowGroup<SampleRow>[] = [
  {
    key: 'sign',
    title: '待签收',
    count: 14,
    note: '最早 10:00 截止，剩 50 分',
    action: <a href="#list">展开，逐件看过后签收</a>,
    rows: [],
  },
  { key: 'over', title: '超期', count: 2, note: '每日 16:30 前报分管领导', rows: OVERDUE },
  { key: 'today', title: '今日到期', count: 4, rows: TODAY },
  { key: 'later', title: '下一工作日（11-11 周一）以后到期', count: 28, rows: [...LATER, ...MANY] },
]

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Shift', 'J'], label: '下一组' },
  { keys: ['空格'], label: '选中' },
  { keys: ['Enter'], label: '打开' },
]

/** A worklist as a unit's clerk has it before him. */
export function ListPart() {
  const [ticked, setTicked] = useState<Set<string>>(new Set(['241104-0190', '241104-0208', '241104-0221']))
  const [current, setCurrent] = useState('241104-0190')
  const [opened, setOpened] = useState('')
  const [sort, setSort] = useState<Sort>({ key: 'due', order: 'up' })
  const row = [...OVERDUE, ...TODAY, ...LATER, ...MANY].find(({ no }) => no === current)
  return (
    <div className="hy-split">
      <DataTable
        label="今日必办"
        columns={COLUMNS}
        groups={GROUPS}
        rowKey={(item) => item.no}
        rowLabel={(item) => `${item.no} ${item.title}`}
        current={current}
        onCurrent={setCurrent}
        ticked={ticked}
        onTick={setTicked}
        onOpen={(item) => setOpened(item.no)}
        sort={sort}
        onSort={(key) => setSort({ key, order: sort.order === 'up' ? 'down' : 'up' })}
        minWidth={820}
        batch={
          <BatchBar count={ticked.size} common="均为城管大队" onClear={() => setTicked(new Set())}>
            <Button>分办</Button>
            <Button>打印审批单</Button>
            <Button>申请延期</Button>
            <Button type="primary">
              提交办结 {ticked.size} 件<KeyCap>Ctrl Enter</KeyCap>
            </Button>
          </BatchBar>
        }
        foot={<KeyLine items={KEYS} />}
      />
      <aside aria-label="当前工单">
        <div className="hy-line hy-mute">
          {row?.no} {opened === row?.no && '已打开'} <KeyCap>Enter</KeyCap>
        </div>
        <h2>{row?.title}</h2>
        <Facts
          items={[
            { label: '诉求人', value: '吴先生 137****5518' },
            { label: '承办', value: row?.unit },
            { label: '截止', value: row?.clock.text, note: <a href="#list">计时明细</a> },
            { label: '相似', value: '' },
          ]}
        />
      </aside>
    </div>
  )
}
