import { Button } from 'antd'
import { useState } from 'react'
import { BatchBar } from '../BatchBar.tsx'
import { DataTable } from '../DataTable.tsx'
import { Empty } from '../Empty.tsx'
import { countText, rateText } from '../figures.ts'
import { LoadingRows } from '../LoadingRows.tsx'
import { COLUMNS } from './ListPart.tsx'
import { Part } from './Part.tsx'
import { OVERDUE, type SampleRow, TODAY } from './sample.ts'

const BASE = {
  columns: COLUMNS,
  rowKey: (row: SampleRow) => row.no,
  rowLabel: (row: SampleRow) => `${row.no} ${row.title}`,
  keys: 'list',
  minWidth: 900,
} as const

const RATES = [
  { unit: '东湖区', sent: 1537, onTime: 1489, due: 1532 },
  { unit: '市住建局', sent: 402, onTime: 361, due: 395 },
  { unit: '某市属国有企业', sent: 1, onTime: 0, due: 0 },
]

/** States of a list. */
export function TablePart() {
  const [ticked, setTicked] = useState<Set<string>>(new Set(OVERDUE.map(({ no }) => no)))
  const [told, setTold] = useState(true)
  return (
    <div className="hy-parts">
      <Part title="空" note="说明为什么没有、接着做什么">
        <div className="hy-frame">
          <DataTable {...BASE} label="空的列表" rows={[]} empty={<Empty why="没有待签收的工单。" next="下一批约 14:00 派发。" />} />
        </div>
      </Part>
      <Part title="出错" note="旧的内容没有时">
        <div className="hy-frame">
          <DataTable
            {...BASE}
            label="出错的列表"
            rows={[]}
            error={{ what: '列表没有取到。', todo: <a href="#table">重试</a>, code: 'network' }}
          />
        </div>
      </Part>
      <Part title="载入" note="300 毫秒以后才出现">
        <div className="hy-frame">
          <LoadingRows at="once" rows={4} />
        </div>
      </Part>
      <Part title="刷新出错" note="旧行保留">
        <div className="hy-frame">
          <DataTable
            {...BASE}
            label="刷新出错的列表"
            rows={TODAY.slice(0, 2)}
            error={{ what: '没有刷新，以下是 09:02 的内容。', todo: <a href="#table">重试</a>, code: 'network' }}
          />
        </div>
      </Part>
      <Part title="批量办理后，逐件说明未办的原因" note="已筛选、按截止时间降序" wide>
        <div className="hy-frame">
          <DataTable
            {...BASE}
            label="批量办理后的列表"
            columns={COLUMNS.map((column) =>
              column.key === 'unit' ? { ...column, filter: { active: '水利局等 2 个', onOpen: () => undefined } } : column,
            )}
            rows={[...OVERDUE, ...TODAY]}
            ticked={ticked}
            onTick={setTicked}
            sort={{ key: 'due', order: 'down' }}
            onSort={() => undefined}
            batch={
              <BatchBar
                count={ticked.size}
                common="承办单位不同"
                onClear={() => setTicked(new Set())}
                refused={
                  told
                    ? {
                        done: 12,
                        onClose: () => setTold(false),
                        rows: OVERDUE.map(({ no, title }) => ({
                          key: no,
                          label: `${no} ${title}`,
                          error: {
                            what: '不能提交办结：还没有联系诉求人。',
                            rule: '办理规则第 11 条',
                            todo: <a href="#table">登记联系</a>,
                            code: 'missing',
                          },
                        })),
                      }
                    : undefined
                }
              >
                <Button>申请延期</Button>
                <Button type="primary" disabled={ticked.size === 0}>
                  提交办结 {ticked.size} 件
                </Button>
              </BatchBar>
            }
          />
        </div>
      </Part>
      <Part title="通报用表" note="28 像素行高，数字靠右，分母为 0 记 —" wide>
        <div className="hy-frame">
          <DataTable
            label="按时办结率"
            print
            keys="list"
            rows={RATES}
            rowKey={(row) => row.unit}
            rowLabel={(row) => row.unit}
            columns={[
              { key: 'unit', title: '承办单位', cell: (row) => row.unit },
              { key: 'sent', title: '转办（件）', width: 120, right: true, cell: (row) => <a href="#table">{countText(row.sent)}</a> },
              {
                key: 'rate',
                title: '按时办结率',
                width: 120,
                right: true,
                cell: (row) => rateText(row.due === 0 ? null : row.onTime / row.due),
              },
              {
                key: 'part',
                title: '按时/到期',
                width: 140,
                right: true,
                quiet: true,
                cell: (row) => `${countText(row.onTime)}/${countText(row.due)}`,
              },
            ]}
          />
        </div>
      </Part>
    </div>
  )
}
