import { ErrorLine } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { useSession } from '../session.tsx'
import { momentText } from '../time.ts'
import { type Application, APPLICATIONS, getApplications } from './applications.ts'
import type { ExportKind, ExportQuery } from './said.ts'

interface ApplyFormProps {
  kind: ExportKind
  query: ExportQuery
  /** Why it needs somebody's agreement, in the server's words. */
  over: string
  said: string
  onClose: () => void
}

/** 申请超量导出: what for; once for a list and its filters. Agreed to, the same export goes through by itself. */
export function ApplyForm({ kind, query, over, said, onClose }: ApplyFormProps) {
  const { user, may } = useSession()
  const client = useQueryClient()
  const list = useQuery({ queryKey: APPLICATIONS, queryFn: getApplications })
  const waits = list.data?.rows.find((row) => row.actor === user && !row.approved && isSame(row, kind, query))
  if (!may.includes('export.request'))
    return (
      <div className="dk-form-body">
        <ErrorLine tone="note" what={over} />
        <p>您的岗位不能申请超量导出，请缩小范围后分次导出，或请业务管理员导出。</p>
        <div className="dk-row">
          <Button onClick={onClose}>返回</Button>
        </div>
      </div>
    )
  if (waits)
    return (
      <div className="dk-form-body">
        <p>{said}</p>
        <p>{momentText(waits.at)} 已申请，等待热线中心负责人批准。批准后按同一范围再次导出即可，限本人使用。</p>
        <div className="dk-row">
          <Button onClick={onClose}>返回</Button>
        </div>
      </div>
    )
  return (
    <AskForm
      asks={[{ key: 'why', label: '导出用途', kind: 'area', required: true, max: 200 }]}
      button="申请导出"
      takesFocus
      onClose={onClose}
      send={async ({ why }) => {
        await post('/api/export/applications', { what: kind, why, query: given(query) })
        await client.invalidateQueries({ queryKey: APPLICATIONS })
      }}
    >
      <ErrorLine tone="note" what={over} />
      <p>{said}</p>
    </AskForm>
  )
}

const given = (query: ExportQuery) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''))

/** In which order the rows stand asks for nothing else. */
function isSame({ what, query: asked }: Application, kind: ExportKind, query: ExportQuery): boolean {
  const text = (one: ExportQuery) => {
    const { sort: _sort, dir: _dir, ...rest } = given(one)
    return JSON.stringify(Object.entries(rest).sort())
  }
  return what === kind && text(asked) === text(query)
}
