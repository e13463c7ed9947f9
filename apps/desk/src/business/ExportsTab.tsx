import { type Column, DataTable, Empty, ErrorLine } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../act.ts'
import { errorLine, post } from '../api.ts'
import { type Application, APPLICATIONS, getApplications } from '../export/applications.ts'
import { EXPORT_NAMES, useSaid } from '../export/said.ts'
import { useSession } from '../session.tsx'
import { momentText } from '../time.ts'

/** 导出审批: one asks, the head of the centre agrees, never the same person. */
export function ExportsTab() {
  const client = useQueryClient()
  const { user } = useSession()
  const said = useSaid()
  const list = useQuery({ queryKey: APPLICATIONS, queryFn: getApplications })
  const { error, run } = useAct()
  const approve = (id: string) =>
    run(async () => {
      await post(`/api/export/applications/${id}/approve`)
      await client.invalidateQueries({ queryKey: APPLICATIONS })
    })
  const columns: Column<Application>[] = [
    { key: 'at', title: '申请时间', width: 108, quiet: true, cell: (row) => momentText(row.at) },
    { key: 'name', title: '申请人', width: 200, cell: (row) => <span title={row.name ?? ''}>{row.name}</span> },
    { key: 'why', title: '用途', cell: (row) => <span title={row.why}>{row.why}</span> },
    {
      key: 'range',
      title: '范围',
      width: 560,
      cell: ({ what, query }) => {
        const text = `${EXPORT_NAMES[what]}：${said(what, query)}`
        return <span title={text}>{text}</span>
      },
    },
    {
      key: 'state',
      title: '状态',
      width: 168,
      cell: (row) =>
        row.approved ? (
          row.over ? (
            '批准已过期'
          ) : (
            `已批准，至 ${momentText(row.until ?? 0)}`
          )
        ) : list.data?.approves && row.actor !== user ? (
          <button type="button" className="hy-link" onClick={() => void approve(row.id)}>
            批准
          </button>
        ) : (
          '待批准'
        ),
    },
  ]
  return (
    <>
      {error && <ErrorLine {...error} />}
      <DataTable
        label="导出审批"
        columns={columns}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.why}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={<Empty why="没有超量导出的申请。" />}
      />
    </>
  )
}
