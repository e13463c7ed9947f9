import '../figures/figures.css'
import { countText, ErrorLine } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { errorLine, get } from '../api.ts'
import { Count } from '../figures/Count.tsx'
import { RowsPanel } from '../figures/RowsPanel.tsx'
import type { Open, Opened } from '../figures/types.ts'
import { useCatalogue, useSession } from '../session.tsx'
import { rateColumn } from './rates.tsx'
import { type ReportColumn, ReportTable } from './ReportTable.tsx'
import type { TimelinessReport, UnitTimeliness } from './types.ts'
import { Whole } from './Whole.tsx'

/** 时效 of a month: signing, first dispatch, returns, extensions and answers sent back, of everything and of each unit. */
export function TimelinessTab({ month, choice }: { month: string; choice: ReactNode }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['timeliness', month],
    queryFn: ({ signal }) => get<TimelinessReport>(`/api/orders/timeliness/${month}`, undefined, signal),
  })
  const [opened, setOpened] = useState<Opened>()
  const { actor } = useSession()
  const { city, unitShort } = useCatalogue()
  /** The rows behind a figure are read in the centre only. */
  const opens = actor.unit === city.centreUnit
  const columns: ReportColumn<UnitTimeliness>[] = [
    { key: 'unit', title: '承办单位', text: ({ name }) => name, cell: ({ unit, name }) => <span title={name}>{unitShort(unit)}</span> },
    {
      key: 'late',
      title: '超时签收（件）',
      width: 136,
      right: true,
      value: ({ signedLate }) => signedLate,
      text: ({ signedLate }) => String(signedLate),
      cell: ({ unit, signedLate }) =>
        opens ? (
          <Count
            opened={{ title: `${unitShort(unit)} · 超时签收`, figure: 'signed_late', dimension: 'unit', key: unit, count: signedLate }}
            onOpen={setOpened}
          />
        ) : (
          countText(signedLate)
        ),
    },
    rateColumn('signed', '签收及时率', ({ signed }) => signed),
    rateColumn('first', '首派精准度', ({ firstRight }) => firstRight),
    rateColumn('returns', '申请退单率', ({ returns }) => returns),
    rateColumn('granted', '退单成立率', ({ returnsGranted }) => returnsGranted),
    rateColumn('extended', '延期率', ({ extended }) => extended),
    rateColumn('sentBack', '驳回率', ({ sentBack }) => sentBack),
  ]
  return (
    <>
      {data && (
        <Whole rates={[data.signed, data.firstRight, data.returns, data.returnsGranted, data.extended, data.sentBack, data.onTime]}>
          {data.signedLate === 0 ? '本月没有超时签收。' : `本月超时签收 ${countText(data.signedLate)} 件。`}
          <SentBack data={data} onOpen={opens ? setOpened : undefined} />
        </Whole>
      )}
      {error && data && <ErrorLine {...errorLine(error)} />}
      <div className={opened ? 'fg-body fg-opened' : 'fg-body'}>
        <div className="rp-list">
          <ReportTable
            label="各单位时效"
            file={`办理时效 ${month}`}
            columns={columns}
            rows={data?.units}
            rowKey={({ unit }) => unit}
            rowLabel={({ unit, name }) => `${name} ${unitShort(unit)}`}
            find="查找承办单位"
            firstSort={{ key: 'late', order: 'down' }}
            loading={isPending}
            error={error && !data ? errorLine(error) : undefined}
            empty="本月没有派发到承办单位的工单。"
            narrow={choice}
          />
        </div>
        {opened && <RowsPanel key={JSON.stringify(opened)} month={month} opened={opened} onClose={() => setOpened(undefined)} />}
      </div>
    </>
  )
}

/** Why answers were sent back, each reason with its orders. */
function SentBack({ data, onOpen }: { data: TimelinessReport; onOpen?: Open }) {
  if (data.reasons.length === 0) return null
  return (
    <>
      审核驳回 {countText(data.sentBack.numerator)} 次：
      {data.reasons.map(({ code, label, count, percent }, at) => (
        <span key={code}>
          {at > 0 && '、'}
          {label}{' '}
          {onOpen ? (
            <Count opened={{ title: `驳回 · ${label}`, figure: 'sent_back', dimension: 'reason', key: code, count }} onOpen={onOpen} />
          ) : (
            countText(count)
          )}
          （{percent}）
        </span>
      ))}
      。
    </>
  )
}
