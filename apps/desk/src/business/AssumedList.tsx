import { Empty } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../frame/Dialog.tsx'
import { useSession } from '../session.tsx'
import { ConfirmForm } from './ConfirmForm.tsx'
import type { AssumedRow } from './types.ts'

/** 待确认的默认值: what no document of the city states; ticked and confirmed by one document, or one of them changed with it. */
export function AssumedList({ rows, onConfirmed }: { rows: readonly AssumedRow[]; onConfirmed: () => Promise<unknown> }) {
  const { may } = useSession()
  const [part, setPart] = useState('')
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<readonly AssumedRow[]>()
  const [said, setSaid] = useState<string>()
  const edits = may.includes('pack.edit')
  const parts = [...new Set(rows.map((one) => one.part))]
  const found = rows.filter(
    (one) => (!part || one.part === part) && (!typed || `${one.label}${one.value}${one.note ?? ''}`.includes(typed.trim())),
  )
  const shown = found.slice(0, MOST)
  const chosen = shown.filter(({ path }) => ticked.has(path))
  const tick = (paths: readonly string[], on: boolean) => {
    const next = new Set(ticked)
    for (const path of paths)
      if (on) next.add(path)
      else next.delete(path)
    setTicked(next)
  }
  const done = async (version: number) => {
    setOpen(undefined)
    setTicked(new Set())
    setSaid(`已发布为第 ${version} 版`)
    await onConfirmed()
  }
  return (
    <section>
      <h2>待确认的默认值 {rows.length} 项</h2>
      <p className="hy-second">
        以下各项没有本市文件依据，取自系统默认。逐项核对，勾选同一文件写明的，按文件一并确认；与文件不同的先修改。
      </p>
      <div className="dk-row">
        <select className="hy-input bu-state" aria-label="范围" value={part} onChange={({ target }) => setPart(target.value)}>
          <option value="">范围：不限</option>
          {parts.map((one) => (
            <option key={one} value={one}>
              {one} {rows.filter((row) => row.part === one).length} 项
            </option>
          ))}
        </select>
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="查找配置项"
          placeholder="名称、现值或说明"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {edits && (
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setOpen(chosen)}>
            按文件确认 {chosen.length} 项
          </Button>
        )}
        {said && (
          <span role="status" className="hy-second">
            {said}
          </span>
        )}
      </div>
      {shown.length === 0 && <Empty why={rows.length === 0 ? '全部默认值都已确认。' : '没有相符的项。'} />}
      {shown.length > 0 && (
        <table className="bu-table bu-assumed">
          <thead>
            <tr>
              {edits && (
                <th>
                  <input
                    type="checkbox"
                    aria-label="全选列出的项"
                    checked={chosen.length === shown.length}
                    onChange={({ target }) =>
                      tick(
                        shown.map(({ path }) => path),
                        target.checked,
                      )
                    }
                  />
                </th>
              )}
              <th>配置项</th>
              <th>现值</th>
              <th>说明</th>
              <th aria-label="操作" />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.path}>
                {edits && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`选择${row.label}`}
                      checked={ticked.has(row.path)}
                      onChange={({ target }) => tick([row.path], target.checked)}
                    />
                  </td>
                )}
                <th>
                  {row.label} <small className="hy-mute">{row.part}</small>
                </th>
                <td>{row.value}</td>
                <td className="hy-mute">{row.note ?? '系统默认'}</td>
                <td>
                  {edits && (
                    <button type="button" className="hy-link" onClick={() => setOpen([row])}>
                      {row.typed ? '改定或确认' : '确认'}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > MOST && <p className="hy-second">只列出前 {MOST} 项，请按范围或名称查找。</p>}
      {open && (
        <Dialog
          title={open.length === 1 ? `确认“${open[0]?.label}”` : `按文件确认 ${open.length} 项`}
          wide
          onClose={() => setOpen(undefined)}
        >
          <ConfirmForm rows={open} onDone={done} onClose={() => setOpen(undefined)} />
        </Dialog>
      )}
    </section>
  )
}

/** Rows on the screen at once; whoever confirms goes part by part. */
const MOST = 200
