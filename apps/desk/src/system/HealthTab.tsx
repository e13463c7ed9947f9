import { Empty, ErrorLine, LoadingRows } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { fullText } from '../time.ts'

type Level = 'ok' | 'note' | 'warn' | 'bad'
interface Finding {
  code: string
  title: string
  level: Level
  levelLabel: string
  what: string
  todo?: string
}
interface Stuck {
  key: string
  label: string
  due: number
  attempts: number
  why: string | null
  cause: string | null
}
interface Answer {
  at: number
  level: Level
  findings: Finding[]
  stuck: Stuck[]
}

const HEALTH = ['health']
const WORST: readonly Level[] = ['bad', 'warn', 'note', 'ok']
const WHY = { key: 'why', label: '重试原因', kind: 'area', rows: 2, max: 200, required: true, hint: '写明原因已如何排除' } as const

/** 系统健康: what is wrong comes first, each with what to do; follow-ups that failed too often are tried again with a reason. */
export function HealthTab() {
  const health = useQuery({
    queryKey: HEALTH,
    queryFn: ({ signal }) => get<Answer>('/api/system/health', undefined, signal),
    refetchInterval: 60_000,
  })
  if (health.error) return <ErrorLine {...errorLine(health.error)} />
  if (!health.data) return <LoadingRows />
  const { findings, stuck, at } = health.data
  const open = findings.filter(({ level }) => level === 'bad' || level === 'warn').length
  const sorted = [...findings].sort((a, b) => WORST.indexOf(a.level) - WORST.indexOf(b.level))
  return (
    <div className="bu-scroll">
      <div className="bu-do bu-lead">
        <b>{open ? `有 ${open} 项要处理` : '一切正常'}</b>
        <span className="hy-second">{fullText(at)} 检查，每分钟自动再查</span>
        <Button size="small" loading={health.isFetching} onClick={() => void health.refetch()}>
          立即检查
        </Button>
      </div>
      <table className="bu-table" aria-label="系统健康">
        <thead>
          <tr>
            <th>检查项</th>
            <th>结果</th>
            <th>情况</th>
            <th>怎么办</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((finding) => (
            <tr key={`${finding.code} ${finding.what}`}>
              <td className="hy-nowrap">{finding.title}</td>
              <td className="hy-nowrap">
                <LevelWord finding={finding} />
              </td>
              <td>{finding.what}</td>
              <td>{finding.todo}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <StuckList stuck={stuck} />
    </div>
  )
}

const LevelWord = ({ finding: { level, levelLabel } }: { finding: Finding }) =>
  level === 'ok' || level === 'note' ? <span className="hy-mute">{levelLabel}</span> : <b className={`sy-${level}`}>{levelLabel}</b>

function StuckList({ stuck }: { stuck: Stuck[] }) {
  const [chosen, setChosen] = useState<string>()
  const queries = useQueryClient()
  if (stuck.length === 0) return <Empty why="没有失败后停下的后续事项。" />
  return (
    <section className="bu-posts">
      <h2>失败后停下的后续事项</h2>
      <ul className="sy-stuck">
        {stuck.map((job) => (
          <li key={job.key}>
            <b>{job.label}</b>{' '}
            <span className="hy-second">
              应于 {fullText(job.due)} 执行，已试 {job.attempts} 次
            </span>
            <div className="hy-second">
              {job.why ?? '没有留下原因'}
              {job.cause && <span className="hy-mute">　请求编号 {job.cause}</span>}
            </div>
            {chosen === job.key ? (
              <AskForm
                asks={[WHY]}
                button="重试"
                onClose={() => setChosen(undefined)}
                send={async (given) => {
                  await post('/api/system/health/retry', { key: job.key, ...given })
                  setChosen(undefined)
                  await queries.invalidateQueries({ queryKey: HEALTH })
                }}
              />
            ) : (
              <Button size="small" onClick={() => setChosen(job.key)}>
                重试
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
