import { Button } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useSession } from '../session.tsx'
import { fullText } from '../time.ts'
import { useEditionAct } from './queries.ts'
import type { CheckRow } from '@huying/core/bulletin/checked'
import type { EditionAnswer } from './types.ts'
import { UnitRows } from './UnitRows.tsx'

/** 核对本单位的明细: what counts and what does not, objections row by row, and the texts the unit was asked for. */
export function OwnCheck({ edition }: { edition: EditionAnswer }) {
  const { state, open, sections } = edition
  const { actor } = useSession()
  const [row, setRow] = useState<CheckRow>()
  const [section, setSection] = useState<string>()
  const may = (command: string) => open.some((offer) => offer.command === command)
  const asked = sections.filter(({ code }) => state.sections[code]?.asked[actor.unit])
  return (
    <div className="bt-check">
      {state.check && (
        <p className="hy-mute">
          核对期限 {fullText(state.check.due)}。
          {state.confirmed[actor.unit] ? '本单位已核对完毕。' : '有异议的逐件提出；核对完按右上“核对完毕”。'}
        </p>
      )}
      {asked.map(({ code, title }) => (
        <p key={code} className="bt-note">
          {title}：{state.sections[code]?.sent[actor.unit]?.text ?? '请本单位供稿。'}
          {may('send_text') && (
            <Button size="small" onClick={() => setSection(code)}>
              提交稿件
            </Button>
          )}
        </p>
      ))}
      {state.units.includes(actor.unit) && <UnitRows edition={edition} unit={actor.unit} onObject={may('object') ? setRow : undefined} />}
      {row && <ObjectDialog edition={edition} row={row} onClose={() => setRow(undefined)} />}
      {section && <SendDialog edition={edition} section={section} onClose={() => setSection(undefined)} />}
    </div>
  )
}

interface Attached {
  id: string
  name: string
}

function ObjectDialog({ edition, row, onClose }: { edition: EditionAnswer; row: CheckRow; onClose: () => void }) {
  const act = useEditionAct(edition.id)
  const files = useQuery({
    queryKey: ['attachments', row.order],
    queryFn: () => get<Attached[]>(`/api/orders/${row.order}/attachments`),
    enabled: row.order !== null,
  })
  const attached = files.data ?? []
  const options = edition.claims.map((one) => ({ ...one, initials: '' }))
  return (
    <Dialog title="提出异议" note={row.number} wide onClose={onClose}>
      <AskForm
        asks={[
          { key: 'claim', label: '异议事由', kind: 'choice', required: true, options },
          { key: 'why', label: '异议理由', kind: 'area', rows: 4, max: 1000, required: true, hint: '至少 5 个字；佐证材料先上传到工单' },
          ...attached.map(({ id, name }) => ({ key: `file ${id}`, label: name, kind: 'tick' as const })),
        ]}
        button="提出异议"
        onClose={onClose}
        send={async ({ claim, why, ...ticked }) => {
          const attachments = Object.keys(ticked).map((key) => key.slice('file '.length))
          await act('object', { fact: row.id, claim, why, ...(attachments.length ? { attachments } : {}) })
          onClose()
        }}
      />
    </Dialog>
  )
}

function SendDialog({ edition, section, onClose }: { edition: EditionAnswer; section: string; onClose: () => void }) {
  const act = useEditionAct(edition.id)
  return (
    <Dialog title="提交稿件" wide onClose={onClose}>
      <AskForm
        asks={[{ key: 'text', label: '文字', kind: 'area', rows: 10, max: 8000, required: true, hint: '不写姓名、电话、住址' }]}
        button="提交稿件"
        onClose={onClose}
        send={async ({ text }) => {
          await act('send_text', { section, text })
          onClose()
        }}
      />
    </Dialog>
  )
}
