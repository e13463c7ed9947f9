import { ErrorLine, type ErrorLineProps, Field, Segmented } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { download, errorLine } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useSession } from '../session.tsx'
import { isoDay, nowMs } from '../time.ts'

const FORMATS = [
  { value: 'xlsx', label: 'Excel' },
  { value: 'csv', label: 'CSV' },
] as const
const STAGES = [
  { value: '', label: '全部' },
  { value: 'working', label: '办理中' },
  { value: 'closed', label: '已办结' },
] as const

/** 工单登记表 of one's own unit, without personal data; every export is on record. */
export function ExportForm({ onClose }: { onClose: () => void }) {
  const { actor } = useSession()
  const today = isoDay(nowMs())
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const [stage, setStage] = useState('')
  const [format, setFormat] = useState('xlsx')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()
  const start = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await download('/api/export/orders', { from, to, stage, format, unit: actor.unit })
      onClose()
    } catch (problem) {
      setError(errorLine(problem))
    } finally {
      setBusy(false)
    }
  }
  const day = (label: string, value: string, onChange: (day: string) => void) => (
    <Field label={label}>
      {(control) => (
        <input {...control} className="hy-input" type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
  return (
    <Dialog title="导出工单登记表" note="本单位承办，不含个人信息" onClose={onClose}>
      <form
        className="dk-form"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <div className="dk-form-body">
          {day('受理日期起', from, setFrom)}
          {day('受理日期止', to, setTo)}
          <Field label="状态" group>
            {(control) => <Segmented {...control} choices={STAGES} value={stage} onChange={setStage} />}
          </Field>
          <Field label="格式" group hint="导出将留痕">
            {(control) => <Segmented {...control} choices={FORMATS} value={format} onChange={setFormat} />}
          </Field>
          {error && <ErrorLine {...error} />}
          <div className="dk-row">
            <Button type="primary" htmlType="submit" disabled={busy || !from || !to}>
              {busy ? '正在导出' : '导出'}
            </Button>
            <Button onClick={onClose}>返回</Button>
          </div>
        </div>
      </form>
    </Dialog>
  )
}
