import { ErrorLine } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { ApiError, download, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { EXPORT_NAMES, type ExportKind, type ExportQuery, useSaid } from './said.ts'

interface ExportProps {
  kind: ExportKind
  /** The filters of the page: the file holds exactly its rows, those of later pages too. */
  query: ExportQuery
}

/** 导出: the list as a file; above the pack's rows the head of the centre agrees first. */
export function Export({ kind, query }: ExportProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>导出</Button>
      {open && (
        <Dialog title={`导出${EXPORT_NAMES[kind]}`} onClose={() => setOpen(false)}>
          <ExportForm kind={kind} query={query} onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

function ExportForm({ kind, query, onClose }: ExportProps & { onClose: () => void }) {
  const said = useSaid()(kind, query)
  const [over, setOver] = useState<string>()
  const [asked, setAsked] = useState<string>()
  if (asked) return <Applied id={asked} />
  return over ? (
    <AskForm
      asks={[{ key: 'why', label: '导出用途', kind: 'area', required: true, max: 200 }]}
      button="申请导出"
      onClose={() => setOver(undefined)}
      send={async ({ why }) => {
        const { id } = await post<{ id: string }>('/api/export/applications', { what: kind, why, query: given(query) })
        setAsked(id)
      }}
    >
      <ErrorLine tone="note" what={over} />
      <p>{said}</p>
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
          await download(`/api/export/${kind}`, { ...query, format, approval })
          onClose()
        } catch (error) {
          if (error instanceof ApiError && error.code === 'limit' && !approval) setOver(error.message)
          else throw error
        }
      }}
    >
      <p>{said}</p>
      <p className="hy-second">与列表同一筛选，含未翻到的各页；不含诉求人信息。导出人、时间和范围记入审计，文件末行注明。</p>
    </AskForm>
  )
}

function Applied({ id }: { id: string }) {
  return (
    <div className="dk-form-body">
      <p>
        申请已登记，批准编号：<b className="ac-secret">{id}</b>
      </p>
      <p className="hy-second">请热线中心负责人在“业务管理 · 导出审批”中批准；批准后在此填入编号即可导出，仅限同一范围、本人使用。</p>
    </div>
  )
}

const given = (query: ExportQuery) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''))

const FORMATS = [
  { code: 'xlsx', label: 'Excel', initials: '' },
  { code: 'csv', label: 'CSV', initials: '' },
]
