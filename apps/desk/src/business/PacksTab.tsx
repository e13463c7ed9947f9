import { ErrorLine, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { errorLine, get, post } from '../api.ts'
import { momentText } from '../time.ts'
import { AssumedList } from './AssumedList.tsx'
import type { PacksAnswer } from './types.ts'
import { useBusiness } from './useBusiness.ts'

interface Checked {
  name: string
  faults: string[]
  counts: Record<string, number>
}

/** 机制配置: published versions, what is still a default, and a folder checked and published. */
export function PacksTab() {
  const packs = useBusiness<PacksAnswer>('packs')
  if (packs.error) return <ErrorLine {...errorLine(packs.error)} />
  if (!packs.data) return <LoadingRows />
  const { versions, version, assumed, folders } = packs.data
  return (
    <div className="bu-scroll bu-two">
      <AssumedList rows={assumed} onConfirmed={packs.changed} />
      <section>
        <h2>已发布的版本</h2>
        <ol className="bu-versions">
          {versions.map((one) => (
            <li key={one.version}>
              <b>第 {one.version} 版</b> {momentText(one.publishedAt)} {one.by}
              {one.version === version && <span className="hy-count">在用</span>}
            </li>
          ))}
        </ol>
        <p className="hy-second">工单按登记时的版本办理，发布新版不改变已派工单的时限。</p>
        {folders.length > 0 && (
          <>
            <h2>从文件夹发布</h2>
            {folders.map((name) => (
              <Folder key={name} name={name} onPublished={packs.changed} />
            ))}
          </>
        )}
      </section>
    </div>
  )
}

/** Checked as `huying city check` does; only what has no fault can be published. */
function Folder({ name, onPublished }: { name: string; onPublished: () => unknown }) {
  const [checked, setChecked] = useState<Checked>()
  const { busy, error, run } = useAct()
  const [said, setSaid] = useState<string>()
  const check = () => run(async () => setChecked(await get<Checked>(`/api/business/packs/${name}/check`)))
  const publish = () =>
    run(async () => {
      const { version } = await post<{ version: number }>(`/api/business/packs/${name}/publish`)
      setSaid(`已发布为第 ${version} 版`)
      setChecked(undefined)
      await onPublished()
    })
  return (
    <div className="bu-folder">
      <div className="dk-row">
        <b>{name}</b>
        <Button size="small" disabled={busy} onClick={() => void check()}>
          检查
        </Button>
        <Button size="small" type="primary" disabled={busy || !checked || checked.faults.length > 0} onClick={() => void publish()}>
          发布启用
        </Button>
        {said && <span className="hy-second">{said}</span>}
      </div>
      {error && <ErrorLine {...error} />}
      {checked && checked.faults.length === 0 && (
        <p className="hy-second">
          检查通过：
          {Object.entries(checked.counts)
            .map(([what, count]) => `${what} ${count}`)
            .join('，')}
        </p>
      )}
      {checked && checked.faults.length > 0 && (
        <>
          <ErrorLine what={`有 ${checked.faults.length} 处问题，改好后再检查。`} />
          <ul className="bu-faults">
            {checked.faults.slice(0, 50).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
