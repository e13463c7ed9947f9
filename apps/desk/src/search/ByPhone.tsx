import { Button } from 'antd'
import { useState } from 'react'
import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import type { Hit, Kind } from './types.ts'

export interface PhoneAnswer {
  rows: Hit[]
  /** Last four digits; the number itself is kept nowhere. */
  tail: string
  why: string
}

/** 按号码查询: never in the address, with a reason, on record. */
export function ByPhone({ kind, onFound }: { kind: Kind; onFound: (answer: PhoneAnswer) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>按号码查询</Button>
      {open && (
        <Dialog title="按号码查询" onClose={() => setOpen(false)}>
          <AskForm
            asks={[
              { key: 'number', label: '电话号码', kind: 'line', required: true, max: 40, hint: '来电号码或联系号码，须完整' },
              { key: 'why', label: '查询事由', kind: 'line', required: true, max: 100, hint: '记入审计' },
            ]}
            button="查询"
            onClose={() => setOpen(false)}
            send={async ({ number = '', why = '' }) => {
              const { rows } = await post<{ rows: Hit[] }>(`/api/search/${kind}/by-phone`, { number, why })
              onFound({ rows, tail: number.replace(/\D/g, '').slice(-4), why })
              setOpen(false)
            }}
          />
        </Dialog>
      )}
    </>
  )
}
