import { ErrorLine, Facts, Go, KeyCap, LoadingRows, useKeys } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type ErrorBody, errorLine, get, post, refusalLine } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { fullText } from '../time.ts'
import { useGo } from '../where.ts'
import { aboutPath, kindWord, type TaskRow, useTasksChanged } from './tasks.ts'

interface Offer {
  command: string
  button: string
}
interface TaskAnswer {
  state: { evidence?: string }
  open: Offer[]
  barred: (Offer & { refusal: ErrorBody })[]
}

const ASKS = {
  done: { key: 'evidence', label: '完成情况', kind: 'area', rows: 5, max: 1000, required: true, hint: '写明做了什么、结果如何' },
  cancel: { key: 'why', label: '取消原因', kind: 'area', rows: 3, max: 300, required: true },
} as const
type Act = keyof typeof ASKS
const isAct = (command: string): command is Act => command in ASKS

/** One task: what is owed, by whom and when, and the acts open to the reader. */
export function TaskSide({ task, onClose }: { task: TaskRow; onClose: () => void }) {
  const answer = useQuery({
    queryKey: ['tasks', 'one', task.id],
    queryFn: ({ signal }) => get<TaskAnswer>(`/api/tasks/${task.id}`, undefined, signal),
  })
  const [act, setAct] = useState<Act>()
  const changed = useTasksChanged()
  useKeys({ Escape: () => (act ? setAct(undefined) : onClose()) })
  const offers = answer.data?.open ?? []
  return (
    <aside className="bu-side" aria-label="任务">
      <header className="tk-head">
        <h2>{kindWord(task.kind)}</h2>
        <button type="button" className="hy-link" onClick={onClose}>
          关闭 <KeyCap>Esc</KeyCap>
        </button>
      </header>
      <p className="tk-what">{task.what}</p>
      <Known task={task} evidence={answer.data?.state.evidence} />
      {answer.error && <ErrorLine {...errorLine(answer.error)} />}
      {answer.isPending && <LoadingRows rows={2} />}
      {answer.data?.barred.map(({ command, refusal }) => (
        <ErrorLine key={command} tone="note" {...refusalLine(refusal)} />
      ))}
      {act ? (
        <AskForm
          key={act}
          asks={[ASKS[act]]}
          button={act === 'done' ? '提交完成情况' : '取消任务'}
          danger={act === 'cancel'}
          onClose={() => setAct(undefined)}
          send={async (given) => {
            await post(`/api/tasks/${task.id}/${act}`, given)
            await changed()
          }}
        />
      ) : (
        <div className="dk-row">
          {offers.map(({ command }) =>
            isAct(command) ? (
              <Button key={command} type={command === 'done' ? 'primary' : 'default'} onClick={() => setAct(command)}>
                {command === 'done' ? '登记完成' : '取消任务'}
              </Button>
            ) : null,
          )}
        </div>
      )}
    </aside>
  )
}

function Known({ task, evidence }: { task: TaskRow; evidence: string | undefined }) {
  const go = useGo()
  const path = aboutPath(task.about)
  const { name } = task.about
  const ended = task.endedAt === undefined ? [] : [{ label: '结束', value: fullText(task.endedAt), note: task.endedBy }]
  return (
    <Facts
      missing="未定"
      items={[
        {
          label: '涉及',
          value:
            path && name ? (
              <Go href={path} onGo={go} className="hy-link">
                {name}
              </Go>
            ) : (
              name
            ),
        },
        { label: '责任单位', value: task.unitName },
        { label: '期限', value: task.due === undefined ? undefined : fullText(task.due) },
        { label: '下达', value: fullText(task.openedAt), note: task.openedBy },
        ...ended,
        ...(evidence ? [{ label: '完成情况', value: evidence }] : []),
      ]}
    />
  )
}
