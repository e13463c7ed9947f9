import type { ControlProps } from '@huying/ui'
import { FileList } from './FileList.tsx'
import { newest, useFiles } from './files.ts'
import { UploadButton } from './UploadButton.tsx'

interface FilePickProps {
  order: string
  /** Only one: the scan of the 审批单. */
  one?: boolean
  value: readonly string[]
  onChange: (ids: readonly string[]) => void
  control: ControlProps
}

/** Cites files of the order: those that are there, or new ones. */
export function FilePick({ order, one = false, value, onChange, control }: FilePickProps) {
  const files = newest(useFiles(order).data ?? [])
  const cite = (ids: readonly string[]) => onChange(one ? ids.slice(-1) : [...new Set([...value, ...ids])])
  return (
    <div {...control} role="group" className="or-pick">
      <FileList
        order={order}
        files={files}
        act={({ id, name }) =>
          value.includes(id) ? (
            <button type="button" className="hy-link" aria-label={`不附${name}`} onClick={() => onChange(value.filter((v) => v !== id))}>
              已附，去掉
            </button>
          ) : (
            <button type="button" className="hy-link" aria-label={`附上${name}`} onClick={() => cite([id])}>
              附上
            </button>
          )
        }
      />
      <UploadButton
        order={order}
        label={one ? '上传扫描件' : '上传照片或文件'}
        several={!one}
        onDone={(done) => cite(done.map(({ id }) => id))}
      />
    </div>
  )
}
