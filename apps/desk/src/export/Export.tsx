import { Button } from 'antd'
import { useState } from 'react'
import { ApiError, download } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask, Values } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { ApplyForm } from './ApplyForm.tsx'
import { EXPORT_NAMES, type ExportKind, type ExportQuery, useSaid } from './said.ts'

interface ExportProps {
  kind: ExportKind
  /** The filters of the page: the file holds exactly its rows, those of later pages too. */
  query: ExportQuery
  /** What is asked besides, where the page itself is not narrowed by it: filters of the register by key, a period or a state. */
  asks?: readonly Ask[]
  initial?: Values
  size?: 'small'
  /** What the button says, where the page holds more than one list. */
  button?: string
}

/** 导出: the list as a file; above the pack's rows the head of the centre agrees first. */
export function Export({ size, button = '导出', ...form }: ExportProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)}>
        {button}
      </Button>
      {open && (
        <Dialog title={`导出${EXPORT_NAMES[form.kind]}`} onClose={() => setOpen(false)}>
          <ExportForm {...form} onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

function ExportForm({ kind, query, asks = [], initial, onClose }: Omit<ExportProps, 'size' | 'button'> & { onClose: () => void }) {
  const words = useSaid()
  const [values, setValues] = useState<Values>({ format: 'xlsx', ...initial })
  const [over, setOver] = useState<string>()
  const asked = { ...query, ...Object.fromEntries(asks.map(({ key }) => [key, values[key]])) }
  const said = words(kind, asked)
  if (over) return <ApplyForm kind={kind} query={asked} over={over} said={said} onClose={() => setOver(undefined)} />
  return (
    <AskForm
      asks={[...asks, { key: 'format', label: '格式', kind: 'choice', options: FORMATS, required: true }]}
      initial={values}
      onChange={setValues}
      button="导出"
      onClose={onClose}
      send={async ({ format, ...narrowed }) => {
        try {
          await download(`/api/export/${kind}`, { ...query, ...narrowed, format })
          onClose()
        } catch (error) {
          if (error instanceof ApiError && error.code === 'limit' && error.instead === 'export.request') setOver(error.message)
          else throw error
        }
      }}
    >
      <p>{said}</p>
      <p className="hy-second">
        {asks.length === 0 && kind !== 'trail' && '与列表同一筛选，含未翻到的各页；'}
        不含诉求人信息。导出人、时间和范围记入审计，文件末行注明。
      </p>
    </AskForm>
  )
}

const FORMATS = [
  { code: 'xlsx', label: 'Excel', initials: '' },
  { code: 'csv', label: 'CSV', initials: '' },
]
