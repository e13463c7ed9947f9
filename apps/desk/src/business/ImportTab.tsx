import { Empty, ErrorLine, Field, Segmented } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useAct } from '../act.ts'
import { download, get, post, upload } from '../api.ts'
import { MappingTable, type Mapping } from './MappingTable.tsx'

interface Read {
  id: string
  name: string
  heads: string[]
  mapping: Mapping
  sample: Record<string, string>[]
}
interface Progress {
  state: 'read' | 'running' | 'done' | 'failed'
  read: number
  added: number
  known: number
  faulty: number
  why?: string
  faults: { row: number; why: string }[]
}

const KINDS = [
  { value: 'history', label: '历史件' },
  { value: 'new', label: '新诉求' },
] as const
type Kind = (typeof KINDS)[number]['value']

/** 导入: a file of another system, looked at first, tried dry, then run; what does not go in is named row by row. */
export function ImportTab() {
  const [file, setFile] = useState<Read>()
  const { busy, error, run } = useAct()
  const input = useRef<HTMLInputElement>(null)
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return
    await run(async () => {
      const plain = new File([chosen], chosen.name, { type: 'application/octet-stream' })
      setFile({ ...(await upload<Omit<Read, 'name'>>('/api/imports', { name: chosen.name }, plain)), name: chosen.name })
    })
  }
  return (
    <div className="bu-scroll bu-import">
      <h2>导入诉求</h2>
      <p className="hy-second">
        支持 .csv（UTF-8 或 GB18030）、.xlsx、.jsonl，第一行为表头，不超过 64
        MB；更大的文件由系统管理员用命令行导入。同一文件重复导入不会重复。
      </p>
      <Button loading={busy} onClick={() => input.current?.click()}>
        {file ? '换一个文件' : '选择文件'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="待导入的文件"
        accept=".csv,.xlsx,.jsonl,.ndjson"
        onChange={({ target }) => {
          void choose(target.files?.[0])
          target.value = ''
        }}
      />
      {error && <ErrorLine {...error} />}
      {!file && !error && <Empty why="选好文件后，先核对各列含义，试运行无误再导入。" />}
      {file && <Run key={file.id} file={file} />}
    </div>
  )
}

function Run({ file }: { file: Read }) {
  const [mapping, setMapping] = useState(file.mapping)
  const [as, setAs] = useState<Kind>('history')
  const [ran, setRan] = useState<{ dry: boolean }>()
  const { error, run: act } = useAct()
  const progress = useQuery({
    queryKey: ['import', file.id],
    queryFn: () => get<Progress>(`/api/imports/${file.id}`),
    enabled: ran !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  })
  const running = progress.data?.state === 'running'
  const start = (dry: boolean) =>
    act(async () => {
      await post(`/api/imports/${file.id}/run`, { mapping, as, dryRun: dry })
      setRan({ dry })
      await progress.refetch()
    })
  return (
    <>
      <h3>{file.name}</h3>
      <MappingTable heads={file.heads} sample={file.sample} mapping={mapping} onChange={setMapping} />
      <div className="dk-row">
        <Field label="导入为" group>
          {(control) => <Segmented {...control} choices={KINDS} value={as} onChange={setAs} />}
        </Field>
        <span className="hy-second">
          {as === 'history' ? '只补登历史，不计时、不回访，单独统计。' : '如同网上提交，由网上受理岗位逐件受理，计时办理。'}
        </span>
      </div>
      <div className="dk-row">
        <Button disabled={running} onClick={() => void start(true)}>
          试运行
        </Button>
        <Button type="primary" disabled={running || !ran} title={ran ? undefined : '请先试运行'} onClick={() => void start(false)}>
          导入
        </Button>
      </div>
      {error && <ErrorLine {...error} />}
      {ran && progress.data && <Result id={file.id} dry={ran.dry} progress={progress.data} />}
    </>
  )
}

function Result({
  id,
  dry,
  progress: { state, read, added, known, faulty, why, faults },
}: {
  id: string
  dry: boolean
  progress: Progress
}) {
  const said = dry ? '试运行：可导入' : '已导入'
  return (
    <section aria-live="polite">
      <p>
        {state === 'running' && `已读 ${read} 行……`}
        {state !== 'running' && `${said} ${added} 件，此前已有 ${known} 件，有误 ${faulty} 行。`}
      </p>
      {why && <ErrorLine what={why} />}
      {faulty > 0 && state !== 'running' && (
        <>
          <Button size="small" onClick={() => void download(`/api/imports/${id}/faults`)}>
            下载有误的行
          </Button>
          <table className="bu-table">
            <tbody>
              {faults.map(({ row, why: reason }) => (
                <tr key={row}>
                  <th>第 {row} 行</th>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
