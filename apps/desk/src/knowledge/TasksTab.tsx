import { type Column, DataTable, Empty, Go } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { dueText, leftText, momentText, useNow } from '../time.ts'
import { to, useGo } from '../where.ts'
import { EntryForm } from './EntryForm.tsx'
import type { AnswerTask } from './types.ts'

type State = 'todo' | 'answered'
const KIND_WORDS: Readonly<Record<AnswerTask['kind'], string>> = { no_answer: '补录', entry_review: '续审' }

export const useTasks = (state: State) =>
  useQuery({
    queryKey: ['knowledge', 'tasks', state],
    queryFn: ({ signal }) => get<{ rows: AnswerTask[] }>('/api/knowledge/tasks', { state }, signal),
  })

/** 待补录和续审: the owner unit writes the answer or looks at it again; 待发布: the keeper makes an entry, or a new version, of it. */
export function TasksTab({ state, keeps }: { state: State; keeps: boolean }) {
  const tasks = useTasks(state)
  const client = useQueryClient()
  const words = useCatalogue()
  const { actor } = useSession()
  const now = useNow()
  const go = useGo()
  const [open, setOpen] = useState<{ task: AnswerTask; as: 'answer' | 'publish' | 'opinion' }>()
  const done = async () => {
    setOpen(undefined)
    await client.invalidateQueries({ queryKey: ['knowledge'] })
    await client.invalidateQueries({ queryKey: ['notices'] })
  }
  const columns: Column<AnswerTask>[] = [
    { key: 'kind', title: '种类', width: 64, quiet: true, cell: (row) => KIND_WORDS[row.kind] },
    { key: 'what', title: '诉求人问了什么，或要续审的口径', cell: (row) => <span title={row.what}>{row.title ?? row.what}</span> },
    { key: 'category', title: '事项', width: 124, quiet: true, cell: (row) => words.categoryName(row.category) },
    { key: 'unit', title: '归口单位', width: 160, cell: (row) => <span title={row.unitName}>{words.unitShort(row.unit)}</span> },
    { key: 'by', title: '上报或下达', width: 168, quiet: true, cell: (row) => `${row.openedBy} ${momentText(row.openedAt, now)}` },
    state === 'todo'
      ? {
          key: 'due',
          title: '期限',
          width: 176,
          cell: (row) => (row.due === undefined ? '' : row.due < now ? leftText(row.due, now) : dueText(row.due, now)),
        }
      : {
          key: 'ended',
          title: '单位答复',
          width: 176,
          quiet: true,
          cell: (row) => `${row.endedBy ?? ''} ${row.endedAt ? momentText(row.endedAt, now) : ''}`,
        },
    {
      key: 'do',
      title: '',
      width: 176,
      cell: (row) => (
        <span className="dk-row">
          {state === 'todo' && (row.unit === actor.unit || keeps) && (
            <button type="button" className="hy-link" onClick={() => setOpen({ task: row, as: 'answer' })}>
              {row.kind === 'entry_review' ? '填写意见' : '填写答复'}
            </button>
          )}
          {row.kind === 'entry_review' && state === 'answered' && (
            <button type="button" className="hy-link" onClick={() => setOpen({ task: row, as: 'opinion' })}>
              看意见
            </button>
          )}
          {row.kind === 'entry_review' && (
            <Go href={to('/knowledge', { code: row.code ?? '' })} onGo={go} className="hy-link">
              {keeps ? '改版或停用' : '看口径'}
            </Go>
          )}
          {keeps && row.kind === 'no_answer' && (
            <button type="button" className="hy-link" onClick={() => setOpen({ task: row, as: 'publish' })}>
              发布口径
            </button>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <DataTable
        label={state === 'todo' ? '待补录和续审' : '待发布'}
        columns={columns}
        rows={tasks.data?.rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.what}
        loading={tasks.isPending}
        error={tasks.error ? errorLine(tasks.error) : undefined}
        empty={<Empty why={state === 'todo' ? '没有待补录、待续审的口径。' : '没有待发布的答复和续审意见。'} />}
      />
      {open?.as === 'publish' && (
        <Dialog title="发布口径" wide onClose={() => setOpen(undefined)}>
          <EntryForm task={open.task} onDone={done} onClose={() => setOpen(undefined)} />
        </Dialog>
      )}
      {open?.as === 'opinion' && (
        <Dialog title="续审意见" onClose={() => setOpen(undefined)}>
          <div className="dk-form-body">
            <p className="dk-asked">{open.task.what}</p>
            <p className="kn-say">{open.task.evidence}</p>
            <p className="hy-second">{`${open.task.unitName} ${open.task.endedBy ?? ''} ${open.task.endedAt ? momentText(open.task.endedAt, now) : ''}`}</p>
          </div>
        </Dialog>
      )}
      {open?.as === 'answer' && (
        <Dialog title={open.task.kind === 'entry_review' ? '填写续审意见' : '填写答复'} wide onClose={() => setOpen(undefined)}>
          <AskForm
            asks={[
              {
                key: 'evidence',
                label: open.task.kind === 'entry_review' ? '续审意见' : '答复内容',
                kind: 'area',
                required: true,
                rows: 6,
                max: 1000,
                hint:
                  open.task.kind === 'entry_review'
                    ? '写明继续有效到哪一天、内容有何变化，或不再适用；知识管理员据此改版或停用'
                    : '知识管理员据此发布口径，请写明依据',
              },
            ]}
            button={open.task.kind === 'entry_review' ? '提交意见' : '提交答复'}
            onClose={() => setOpen(undefined)}
            send={async (given) => {
              await post(`/api/tasks/${open.task.id}/done`, given)
              await done()
            }}
          >
            <p className="dk-asked">{open.task.what}</p>
          </AskForm>
        </Dialog>
      )}
    </>
  )
}
