import { ErrorLine, Go } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { errorLine, get } from '../api.ts'
import { useSession } from '../session.tsx'
import { fullText, momentText } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { type ReportColumn, ReportTable } from './ReportTable.tsx'
import type { SignatureRow, SigningReport } from './types.ts'
import { Whole } from './Whole.tsx'

/** 签批审计 of a month: answers whose signatures are odd, by what is odd and by unit. */
export function SigningTab({ month, choice }: { month: string; choice: ReactNode }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['signing-audit', month],
    queryFn: ({ signal }) => get<SigningReport>(`/api/audit/signing/${month}`, undefined, signal),
  })
  const [fault, setFault] = useState('')
  const [unit, setUnit] = useState('')
  const rows = data?.rows.filter((row) => (!fault || row.faults.some(({ code }) => code === fault)) && (!unit || row.unit === unit))
  const columns = useColumns()
  return (
    <>
      {data && <Whole rates={[data.rate]}>只列姓名和时间，不列诉求内容；列出的是须核对的答复，不等于违规。</Whole>}
      {error && data && <ErrorLine {...errorLine(error)} />}
      <div className="rp-list">
        <ReportTable
          label="签批异常清单"
          file={`签批审计 ${month}`}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.id} ${row.assignment} ${row.written.at}`}
          rowLabel={(row) => [row.number, row.unitName, row.written.by, row.signed?.by].filter(Boolean).join(' ')}
          find="编号、单位、姓名"
          loading={isPending}
          error={error && !data ? errorLine(error) : undefined}
          empty={data && data.rate.denominator === 0 ? '本月没有提交的答复。' : '没有签批异常的答复。'}
          narrow={
            <>
              {choice}
              <Counted label="异常" value={fault} options={data?.faults} onChange={setFault} />
              <Counted label="承办单位" value={unit} options={data?.units} onChange={setUnit} />
            </>
          }
        />
      </div>
    </>
  )
}

interface CountedProps {
  label: string
  value: string
  options: SigningReport['faults'] | undefined
  onChange: (code: string) => void
}

function Counted({ label, value, options = [], onChange }: CountedProps) {
  return (
    <select className="hy-input bu-state rp-choice" aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{label}：不限</option>
      {options.map((option) => (
        <option key={option.code} value={option.code}>
          {option.label}（{option.count}）
        </option>
      ))}
    </select>
  )
}

function useColumns(): ReportColumn<SignatureRow>[] {
  const go = useGo()
  const { pages } = useSession()
  /** Who audits reads no order. */
  const opens = pages.includes('search')
  return [
    {
      key: 'number',
      title: '工单编号',
      width: 132,
      text: ({ number }) => number,
      cell: ({ id, number }) =>
        opens ? (
          <Go href={orderHref(id)} onGo={go} className="hy-link">
            {number}
          </Go>
        ) : (
          number
        ),
    },
    {
      key: 'unit',
      title: '承办单位',
      width: 176,
      text: ({ unitName }) => unitName,
      cell: ({ unitName }) => <span title={unitName}>{unitName}</span>,
    },
    { key: 'round', title: '轮次', width: 72, right: true, text: ({ round }) => String(round), cell: ({ round }) => round },
    hand('written', '撰写', ({ written }) => written),
    hand('signed', '签批', ({ signed }) => signed),
    {
      key: 'submitted',
      title: '提交',
      width: 120,
      quiet: true,
      value: ({ submitted = 0 }) => submitted,
      text: ({ submitted }) => (submitted === undefined ? '' : fullText(submitted)),
      cell: ({ submitted }) => (submitted === undefined ? '' : momentText(submitted)),
    },
    hand('reviewed', '审核', ({ reviewed }) => reviewed),
    {
      key: 'faults',
      title: '异常',
      text: ({ faults }) => faults.map(({ label }) => label).join('；'),
      cell: ({ faults }) => faults.map(({ label }) => label).join('；'),
    },
  ]
}

type Hand = { by: string; at: number } | undefined

const hand = (key: string, title: string, of: (row: SignatureRow) => Hand): ReportColumn<SignatureRow> => ({
  key,
  title,
  width: 176,
  quiet: true,
  value: (row) => of(row)?.at ?? 0,
  text: (row) => said(of(row), fullText),
  cell: (row) => said(of(row), momentText) || '—',
})
const said = (one: Hand, moment: (at: number) => string) => (one ? `${moment(one.at)} ${one.by}` : '')
