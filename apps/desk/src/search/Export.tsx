import { ErrorLine } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { ApiError, download, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { isoDay, nowMs } from '../time.ts'
import type { Filters } from './types.ts'

/** The export's own conditions: it needs a period, and knows neither words nor types. */
function queryOf({ from, to, unit, category, stage }: Filters) {
  const today = isoDay(nowMs())
  return { from: from ?? `${today.slice(0, 8)}01`, to: to ?? today, unit, category, stage }
}

/** 导出工单登记表: the register everyone knows; above the pack's rows the head of the centre agrees first. */
export function Export({ filters }: { filters: Filters }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>导出</Button>
      {open && (
        <Dialog title="导出工单登记表" onClose={() => setOpen(false)}>
          <ExportForm filters={filters} onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

function ExportForm({ filters, onClose }: { filters: Filters; onClose: () => void }) {
  const query = queryOf(filters)
  const [over, setOver] = useState(false)
  const [asked, setAsked] = useState<string>()
  const ignored = [
    filters.q && '文字',
    filters.type && '类型',
    filters.channel && '来源',
    filters.region && '区域',
    filters.urgency && '紧急程度',
  ].filter(Boolean)
  if (asked) {
    return (
      <div className="dk-form-body">
        <p>
          申请已登记，批准编号：<b className="ac-secret">{asked}</b>
        </p>
        <p className="hy-second">请热线中心负责人在“业务管理 · 导出审批”中批准；批准后在此填入编号即可导出，仅限同一范围、本人使用。</p>
      </div>
    )
  }
  return over ? (
    <AskForm
      asks={[{ key: 'why', label: '导出用途', kind: 'area', required: true, max: 200 }]}
      button="申请导出"
      onClose={() => setOver(false)}
      send={async ({ why }) => {
        const { id } = await post<{ id: string }>('/api/export/requests', { why, query: { ...query, format: 'xlsx' } })
        setAsked(id)
      }}
    >
      <ErrorLine tone="note" what="超过免审批行数的导出须经热线中心负责人批准。" />
    </AskForm>
  ) : (
    <AskForm
      asks={[
        { key: 'format', label: '格式', kind: 'choice', options: FORMATS, required: true },
        { key: 'approval', label: '批准编号', kind: 'line', max: 40, hint: '超过免审批行数时填写' },
      ]}
      initial={{ format: 'xlsx' }}
      button="导出"
      onClose={onClose}
      send={async ({ format, approval }) => {
        try {
          await download('/api/export/orders', { ...query, format, approval })
          onClose()
        } catch (error) {
          if (error instanceof ApiError && error.code === 'limit') setOver(true)
          else throw error
        }
      }}
    >
      <p>
        受理日期 {query.from} 至 {query.to}
        {ignored.length > 0 && <span className="hy-mute">（登记表不按{ignored.join('、')}筛选）</span>}
      </p>
      <p className="hy-second">不含诉求人信息；导出人、时间和范围记入审计，文件末行注明。</p>
    </AskForm>
  )
}

const FORMATS = [
  { code: 'xlsx', label: 'Excel', initials: '' },
  { code: 'csv', label: 'CSV', initials: '' },
]
